import { ApiObject, type Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { EnvFromSource, ImmutableConfigMap, ImmutableSecret, Worker, type ImmutableConfigMapProps, type ImmutableSecretProps } from '../../lib';
import { messagesOf } from '../rules/broken';
import { find, newChart, synth, synthOf } from '../support';

const configMap = (props: ImmutableConfigMapProps) => find(synthOf(chart => new ImmutableConfigMap(chart, 'settings', props)), 'ConfigMap');
const secret = (props: ImmutableSecretProps) => find(synthOf(chart => new ImmutableSecret(chart, 'login', props)), 'Secret');

test('an immutable ConfigMap has its contents, and a name with a hash of them', () => {
  const data = { 'mailer.yaml': 'mode: fast\n' };

  expect(configMap({ data, binaryData: { logo: 'ZmFzdA==' }, metadata: { labels: { team: 'mail' } } })).toEqual({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: expect.stringMatching(/^settings-[0-9a-f]{10}$/), namespace: 'shop', labels: { team: 'mail' } },
    immutable: true,
    data,
    binaryData: { logo: 'ZmFzdA==' },
  });
  expect(configMap({ data }).metadata.name).toBe(configMap({ data, metadata: { labels: { team: 'mail' } } }).metadata.name);
  expect(configMap({ data }).metadata.name).not.toBe(configMap({ data: { 'mailer.yaml': 'mode: safe\n' } }).metadata.name);
  expect(configMap({ data, name: 'other' }).metadata.name).toMatch(/^other-[0-9a-f]{10}$/);
});

test('the name of an immutable Secret does not depend on how its contents are written', () => {
  const { metadata, ...others } = secret({ stringData: { PASSWORD: 'sesame' } });

  expect(others).toEqual({ apiVersion: 'v1', kind: 'Secret', immutable: true, stringData: { PASSWORD: 'sesame' } });
  expect(secret({ data: { PASSWORD: 'c2VzYW1l' } }).metadata.name).toBe(metadata.name);
});

test('pods use the object of which the declaration has the name', () => {
  const chart = newChart();
  const settings = new ImmutableConfigMap(chart, 'settings', { data: { MODE: 'fast' } });
  const login = new ImmutableSecret(chart, 'login', { stringData: { PASSWORD: 'sesame' } });
  const { container } = new Worker(chart, 'mailer', {
    image: 'registry.example.com/mailer:2', envFrom: [EnvFromSource.configMap(settings.configMapName), EnvFromSource.secret(login.secretName)],
  });
  container.mount('/etc/app', kplus.Volume.fromConfigMap(chart, 'volume', settings.configMap));
  container.env.addVariable('TOKEN', login.secret.envValue('PASSWORD'));
  const documents = synth(chart);
  const pod = JSON.stringify(find(documents, 'Deployment').spec.template.spec);

  expect(pod.split(`"${find(documents, 'ConfigMap').metadata.name}"`)).toHaveLength(3);
  expect(pod.split(`"${find(documents, 'Secret').metadata.name}"`)).toHaveLength(3);
});

test('retain makes Argo CD, Flux and Helm keep the object, and adds to options of Argo CD', () => {
  const annotations = (own: Record<string, string>) => configMap({ retain: true, metadata: { annotations: own } }).metadata.annotations;

  expect(annotations({ 'argocd.argoproj.io/sync-options': 'PruneLast=true, ServerSideApply=true', 'a': 'b' })).toEqual({
    'argocd.argoproj.io/sync-options': 'Prune=false,PruneLast=true,ServerSideApply=true',
    'kustomize.toolkit.fluxcd.io/prune': 'disabled',
    'helm.sh/resource-policy': 'keep',
    'a': 'b',
  });
  expect(annotations({ 'argocd.argoproj.io/sync-options': 'Prune=false' })['argocd.argoproj.io/sync-options']).toBe('Prune=false');
  expect(configMap({}).metadata.annotations).toBeUndefined();
  expect(configMap({ metadata: { annotations: { 'helm.sh/resource-policy': 'delete' } } }).metadata.annotations).toEqual({ 'helm.sh/resource-policy': 'delete' });
});

test.each([
  ['argocd.argoproj.io/sync-options', 'ServerSideApply=true,Prune=confirm'], ['kustomize.toolkit.fluxcd.io/prune', 'enabled'],
])('retain together with the annotation %s=%s is refused', (name, value) => {
  expect(messagesOf(chart => new ImmutableConfigMap(chart, 'settings', { retain: true, metadata: { annotations: { [name]: value } } }))).toEqual([
    expect.stringMatching(/metadata\.annotations\[.*Remove it, or remove retain\. \[map-retain\]/),
  ]);
});

test('text and the same bytes in binaryData have different names, because the API server distinguishes them', () => {
  expect(configMap({ binaryData: { a: 'Yg==' } }).metadata.name).not.toBe(configMap({ data: { a: 'b' } }).metadata.name);
  expect(configMap({ data: { a: 'b' }, binaryData: {} }).metadata.name).toBe(configMap({ data: { a: 'b' } }).metadata.name);
});

test('all problems of a map are reported at once', () => {
  expect(messagesOf(chart => new ImmutableConfigMap(chart, 'settings', {
    name: 'a'.repeat(243), data: { '..': 'a', 'b': 'c' }, binaryData: { b: 'not base64' }, metadata: { labels: { a: 'a b' } },
  }))).toEqual([
    expect.stringMatching(/^shop\/settings: name "a+….*\[map-name\]/),
    expect.stringMatching(/^shop\/settings: metadata\.labels\['a'\] .*\[label-value\]/),
    expect.stringMatching(/^shop\/settings: data "\.\.": .*\[map-key\]/),
    expect.stringMatching(/^shop\/settings: binaryData "b": .*It is also in data.*\[map-key\]/),
    expect.stringMatching(/^shop\/settings: binaryData\['b'\] .*\[map-content\]/),
  ]);
});

test.each<[string, (chart: Chart) => unknown]>([
  ['data', chart => new ImmutableConfigMap(chart, 'settings', { data: { constructor: 'a' } as object as Record<string, string> })],
  ['binaryData', chart => new ImmutableConfigMap(chart, 'settings', { binaryData: { constructor: 'YQ==' } as object as Record<string, string> })],
  ['stringData', chart => new ImmutableSecret(chart, 'settings', { stringData: { constructor: 'a' } as object as Record<string, string> })],
])('the key constructor of %s is refused, because cdk8s cannot write it', (property, declare) => {
  expect(messagesOf(declare)).toEqual([expect.stringMatching(new RegExp(`^shop/settings: ${property} "constructor": .*\\[map-key\\]`))]);
});

test('the size of the contents is that of the decoded values', () => {
  const sized = (data: string, bytes: number) => messagesOf(chart => new ImmutableSecret(chart, 'login', {
    stringData: { a: data }, data: { a: 'replaced', b: Buffer.alloc(bytes).toString('base64') },
  }));

  expect(sized('ü', 1024 * 1024 - 2)).toEqual([]);
  expect(sized('ü', 1024 * 1024 - 1)).toEqual([expect.stringMatching(/stringData "1048577 bytes".*\[map-content\]/)]);
});

test('two maps with the same name and contents are refused', () => {
  expect(messagesOf(chart => {
    new ImmutableConfigMap(chart, 'settings', { data: { a: 'b' } });
    new ImmutableConfigMap(chart, 'other', { name: 'settings', data: { a: 'b' } });
  })).toEqual([expect.stringMatching(/\[object-unique\]/)]);
});

test('a JSON patch reaches the document', () => {
  const chart = newChart();
  const { apiObject } = new ImmutableConfigMap(chart, 'settings', { data: { a: 'b' } });
  ApiObject.of(apiObject).metadata.addLabel('team', 'mail');

  expect(find(synth(chart), 'ConfigMap').metadata.labels).toEqual({ team: 'mail' });
});
