import { ServerDryRun, type ApiObject } from 'kubernetes-dry-run';
import { DefaultsVersion } from '../../lib';
import { KUBERNETES_VERSIONS } from '../../lib/rules/versions';
import { changesBetween } from '../defaults/changes';
import { documentsOf } from '../defaults/declarations';
import type { Document } from '../support';

const REFUSED = 'is refused by the API server as immutable, so that it must be deleted first:';
const DOCUMENTS = documentsOf(DefaultsVersion.V2);

/** Changes of fields that could get another default, by kind. */
const CHANGES: readonly [string, string, (document: Document) => unknown][] = [
  ['a Deployment', 'Deployment', ({ spec }) => spec.template.spec.enableServiceLinks = true],
  ['a Deployment', 'Deployment', ({ spec }) => spec.strategy.rollingUpdate.maxUnavailable = 1],
  ['a Deployment', 'Deployment', ({ spec }) => {
    spec.selector.matchLabels.a = 'b';
    spec.template.metadata.labels.a = 'b';
  }],
  ['a Deployment', 'Service', ({ spec }) => spec.internalTrafficPolicy = 'Local'],
  ['a Deployment', 'Service', ({ spec }) => spec.clusterIP = 'None'],
  ['a DaemonSet', 'DaemonSet', ({ spec }) => {
    spec.selector.matchLabels.a = 'b';
    spec.template.metadata.labels.a = 'b';
  }],
  ['a DaemonSet', 'DaemonSet', ({ spec }) => spec.minReadySeconds = 5],
  ['a StatefulSet', 'StatefulSet', ({ spec }) => spec.podManagementPolicy = 'Parallel'],
  ['a StatefulSet', 'StatefulSet', ({ spec }) => spec.serviceName = 'web'],
  ['a StatefulSet', 'StatefulSet', ({ spec }) => spec.revisionHistoryLimit = 5],
  ['a StatefulSet', 'StatefulSet', ({ spec }) => spec.minReadySeconds = 5],
  ['a StatefulSet with three replicas and a volume claim', 'StatefulSet', ({ spec }) => spec.volumeClaimTemplates[0].metadata.labels = { a: 'b' }],
  ['a backend with addresses', 'Service', ({ spec }) => spec.ipFamilies = ['IPv6']],
  ['a backend with addresses', 'EndpointSlice', slice => {
    slice.addressType = 'IPv6';
    slice.endpoints[0].addresses = ['2001:db8::1'];
  }],
];

test.each(CHANGES)('the server refuses to change %s (%s) if the comparison of defaults says so: case %#', (declaration, kind, change) => {
  const before = DOCUMENTS[declaration];
  const after = structuredClone(before);
  change(after.find(document => document.kind === kind)!);
  const isRefused = changesBetween(before, after).some(({ effect }) => effect === REFUSED);

  for (const kubernetesVersion of KUBERNETES_VERSIONS) {
    const server = new ServerDryRun({ kubernetesVersion });
    const live = server.apply(before as ApiObject[]).results.map(({ stored }) => stored!);

    expect({ kubernetesVersion, passed: server.apply(after as ApiObject[], { live }).results.every(({ stored }) => stored) })
      .toEqual({ kubernetesVersion, passed: !isRefused });
  }
});
