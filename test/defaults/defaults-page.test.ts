import { documentsOf } from './declarations';
import { DefaultsVersion } from '../../lib';
import { read } from '../markdown';

const PAGE = 'docs/defaults.md';

/** What a declaration states, so that it is no default, as patterns of the kind and the path of a field, with the reason. */
const STATED: readonly RegExp[] = [
  // identity of an object
  /\.(apiVersion|kind|metadata\.(name|namespace))$/,
  // the name, the image, the ports and the environment of a container, and the health checks that are declared
  /\.(containers|initContainers)\[\]\.(name|image|restartPolicy|ports\[\]\.\w+|envFrom\[\]\..+|\w+Probe\.httpGet\.\w+)$/,
  // the numbers of a workload and its storage
  /^(Deployment|StatefulSet)\.spec\.replicas$/,
  /\.runAsUser$|\.volumeClaimTemplates\[\]\.spec\.resources\..+$/,
  // the constraints of a spread, the target of a scaler with its minimum and maximum, and the endpoint of a monitor
  /\.topologySpreadConstraints\[\]\.(topologyKey|whenUnsatisfiable|labelSelector\..+)$/,
  /^HorizontalPodAutoscaler\.spec\.(minReplicas|maxReplicas|scaleTargetRef\..+|metrics\[\]\..+)$/,
  /\.resources\.requests\.cpu$|\.spec\.serviceAccountName$/,
  /^ServiceMonitor\.spec\..+$/,
  // objects of other constructs
  /^ConfigMap\./,
  // the exposure and the backends
  /^Service\.spec\.(type|externalName|selector\..+|ports\[\]\.(port|nodePort))$/,
  /^EndpointSlice\.(addressType|endpoints\[\]\.addresses\[\]|ports\[\]\.\w+|metadata\.labels\.kubernetes\.io\/service-name)$/,
  // the hosts, parents and backends of a route, and the class of a Gateway
  /^Ingress\.spec\.(ingressClassName|rules\[\]\.(host|http\.paths\[\]\.backend\..+))$/,
  /^HTTPRoute\.spec\.(hostnames\[\]|parentRefs\[\]\.name|rules\[\]\.backendRefs\[\]\.(name|port))$/,
  /^Gateway\.spec\.gatewayClassName$/,
  // the pods of a policy, and its incoming traffic
  /^NetworkPolicy\.spec\.(podSelector\..+|ingress)$/,
];

interface Row {
  readonly fields: readonly string[];
  readonly since: number;
}

/** The rows of the tables with fields. */
const ROWS: readonly Row[] = Array.from(read(PAGE).matchAll(/^\| (`.*) \| .* \| (\d+) \|$/gm), ([, row, since]) => (
  { fields: Array.from(row.split(' | ')[0].matchAll(/`([^`]+)`/g), ([, field]) => field), since: Number(since) }
));

/** The paths of all values in the documents of a version, which begin with their kinds. */
function fieldsOf(version: DefaultsVersion): string[] {
  const documents = Object.values(documentsOf(version)).flat();
  return [...new Set(documents.flatMap(document => leavesOf(document, document.kind)))].sort();
}

function leavesOf(value: unknown, path: string): string[] {
  if (typeof value !== 'object' || value === null) {
    return [path];
  }
  const children = Array.isArray(value) ? value.map(item => leavesOf(item, `${path}[]`)) : Object.entries(value).map(([key, child]) => leavesOf(child, `${path}.${key}`));
  return children.length === 0 ? [path] : children.flat();
}

/** Whether a field of a row, with or without a kind, is a field of a document or contains it. */
function covers(field: string, path: string): boolean {
  return [path, path.replace(/^\w+\./, '')].some(each => each === field || (each.startsWith(field) && /^[.[]/.test(each.slice(field.length))));
}

const NEWEST = fieldsOf(DefaultsVersion.V2);
const FIRST = fieldsOf(DefaultsVersion.V1);

test('the page lists every field that a declaration does not state', () => {
  const fields = ROWS.flatMap(row => row.fields);

  expect(ROWS.length).toBeGreaterThan(20);
  expect(NEWEST.filter(path => !STATED.some(stated => stated.test(path)) && !fields.some(field => covers(field, path)))).toEqual([]);
});

test('every field on the page is part of the documents of a small declaration', () => {
  const fields = ROWS.flatMap(row => row.fields);

  expect(fields.filter(field => !NEWEST.some(path => covers(field, path)))).toEqual([]);
});

test('the page states the version with which each field was introduced', () => {
  const fields = ROWS.flatMap(row => row.fields.map(field => ({ field, since: row.since })));

  expect(fields.filter(({ field, since }) => since !== (FIRST.some(path => covers(field, path)) ? 1 : 2))).toEqual([]);
});

test('the page has a row for each version', () => {
  const versions = Object.keys(DefaultsVersion).filter(name => /^V\d+$/.test(name));

  expect(Array.from(read(PAGE).matchAll(/^\| `(V\d+)` \|/gm), ([, name]) => name)).toEqual(versions);
});

test('nothing that a declaration states is listed in vain', () => {
  expect(STATED.filter(stated => !NEWEST.some(path => stated.test(path)))).toEqual([]);
});
