import { Duration } from 'cdk8s';
import { Backend, Controller, EndpointsApi, ExposedWorkload, ExternalService, Port } from '../../lib';
import { MINIMAL, synthOf } from '../support';

/** The paths of all empty objects and lists. */
function emptyFields(node: unknown, path = ''): string[] {
  if (typeof node !== 'object' || node === null) {
    return [];
  }
  const entries = Object.entries(node);
  return entries.length === 0 ? [path] : entries.flatMap(([key, value]) => emptyFields(value, `${path}/${key}`));
}

const documents = synthOf(chart => {
  new ExposedWorkload(chart, 'deployment', { ...MINIMAL, terminationGracePeriod: Duration.seconds(30) });
  new ExposedWorkload(chart, 'stateful', { ...MINIMAL, controller: Controller.statefulSet() });
  new ExposedWorkload(chart, 'daemon', { ...MINIMAL, controller: Controller.daemonSet(), sidecars: [{ name: 'proxy', image: 'proxy:1', ports: [Port.tcp(7000)] }] });
  new ExternalService(chart, 'addresses', { backend: Backend.addresses('10.20.0.11'), ports: [Port.tcp(5432)], endpointsApi: EndpointsApi.BOTH });
  new ExternalService(chart, 'hostname', { backend: Backend.hostname('db.example.com') });
});

test('no object or list is empty, except the emptyDir of /tmp', () => {
  expect(documents.flatMap(document => emptyFields(document)).filter(path => !path.endsWith('/emptyDir'))).toEqual([]);
});

test('no default value of the API server is written', () => {
  const defaults = [
    '"dnsPolicy"', '"hostNetwork"', '"setHostnameAsFQDN"', '"fsGroupChangePolicy"', '"privileged"', '"terminationGracePeriodSeconds":30', '"maxSurge"',
    '"minReadySeconds"', '"progressDeadlineSeconds"', '"updateStrategy"', '"podManagementPolicy"', '"replicas"', '"imagePullPolicy"',
    '"externalIPs"', '"type":"ClusterIP"', '"protocol":"TCP"', '"failureThreshold"', '"resources"', '"publishNotReadyAddresses"',
  ];
  const text = JSON.stringify(documents);

  expect(defaults.filter(value => text.includes(value))).toEqual([]);
  documents.filter(document => document.spec?.template).forEach(document => expect(document.spec.template.spec).not.toHaveProperty('restartPolicy'));
});

test('the output depends only on the declaration', () => {
  const twice = [1, 2].map(() => synthOf(chart => new ExposedWorkload(chart, 'web', MINIMAL)));
  const withOtherDeclaration = synthOf(chart => {
    new ExposedWorkload(chart, 'another', MINIMAL);
    new ExposedWorkload(chart, 'web', MINIMAL);
  });

  expect(JSON.stringify(twice[0])).toBe(JSON.stringify(twice[1]));
  expect(JSON.stringify(withOtherDeclaration.slice(2))).toBe(JSON.stringify(twice[0]));
});
