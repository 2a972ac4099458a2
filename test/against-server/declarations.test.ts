import * as fc from 'fast-check';
import type { ApiObject } from 'kubernetes-dry-run';
import { complaints } from './check';
import { dualStackServer } from './dual-stack-server';
import { misreadDocuments } from './read-back';
import { ExposedWorkload, ExternalService } from '../../lib';
import { DEFAULT_KUBERNETES_VERSION, KUBERNETES_VERSIONS, isAtLeast } from '../../lib/rules/versions';
import { appSpec, declare } from '../isolation/generated-apps';
import { externalProps, workloadProps } from '../properties/arbitraries';
import { inputs, minutes } from '../random/inputs';
import { NEWEST_KUBERNETES, synthOf, type Document } from '../support';

/** The servers that accept what the library renders if no version is set. */
const VERSIONS = KUBERNETES_VERSIONS.filter(version => isAtLeast(version, DEFAULT_KUBERNETES_VERSION));

/**
 * The complaints of the API server of a dual-stack cluster about documents whose Secrets and other references need not exist, and the documents that
 * kubectl reads differently.
 */
function complaintsOf(kubernetesVersion: typeof VERSIONS[number], documents: readonly Document[]): string[] {
  return [...complaints(dualStackServer(kubernetesVersion).apply(documents as ApiObject[])), ...misreadDocuments(documents)];
}

test('the API server accepts all workloads and backends whose objects test/properties/ verifies', () => {
  fc.assert(fc.property(fc.oneof(workloadProps, externalProps), fc.constantFrom(...VERSIONS), (props, version) => {
    const documents = synthOf(chart => 'image' in props ? new ExposedWorkload(chart, 'web', props) : new ExternalService(chart, 'db', props));

    expect(complaintsOf(version, documents)).toEqual([]);
  }), inputs(200));
}, minutes(2));

test('the API server accepts all policies whose traffic test/isolation/ verifies', () => {
  fc.assert(fc.property(appSpec, spec => {
    expect(complaintsOf(NEWEST_KUBERNETES, declare(spec).policies)).toEqual([]);
  }), inputs(100));
}, minutes(2));
