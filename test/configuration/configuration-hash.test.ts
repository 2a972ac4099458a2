import { ApiObject, App, Chart, JsonPatch, Lazy, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  ClusterProfile, EnvFromSource, EnvVarSource, ProjectedSource, VolumeSource, Worker, type WorkerProps,
} from '../../lib';
import { messagesOf } from '../rules/broken';
import { find, newChart, synth } from '../support';

const ANNOTATION = 'cdk8s-service-patterns/configuration';
const IMAGE = 'registry.example.com/mailer:2';

/** Contents of a map, as the fields of its document. */
type Fields = Record<string, Record<string, string> | boolean>;

const map = (chart: Chart, kind: 'ConfigMap' | 'Secret', name: string, fields: Fields) => (
  new ApiObject(chart, `${kind}-${name}`, { apiVersion: 'v1', kind, metadata: { name }, ...fields })
);
const settings = (chart: Chart, data: Record<string, string>) => map(chart, 'ConfigMap', 'settings', { data });
const declare = (chart: Chart, props: Partial<WorkerProps> = {}) => new Worker(chart, 'mailer', { image: IMAGE, ...props });

const hashIn = (chart: Chart): string | undefined => find(synth(chart), 'Deployment').spec.template.metadata.annotations?.[ANNOTATION];

/** The hash of pods that use a ConfigMap with these contents. */
function hashOf(data: Record<string, string>, props: Partial<WorkerProps> = { envFrom: [EnvFromSource.configMap('settings')] }): string | undefined {
  const chart = newChart();
  settings(chart, data);
  declare(chart, props);
  return hashIn(chart);
}

test('a hash of ten hexadecimal digits changes with the contents of a ConfigMap that the pods use', () => {
  expect(hashOf({ MODE: 'fast' })).toMatch(/^[0-9a-f]{10}$/);
  expect(hashOf({ MODE: 'fast' })).toBe(hashOf({ MODE: 'fast' }));
  expect(hashOf({ MODE: 'safe' })).not.toBe(hashOf({ MODE: 'fast' }));
  expect(hashOf({ MODE: 'fast', SIZE: '1' })).not.toBe(hashOf({ MODE: 'fast' }));
});

test('the pod template of pods that use no map of the app has no hash', () => {
  const chart = newChart();
  settings(chart, { MODE: 'fast' });
  declare(chart, { envFrom: [EnvFromSource.configMap('other'), EnvFromSource.secret('settings', { optional: true })], env: { MODE: 'safe' } });

  expect(hashIn(chart)).toBeUndefined();
});

const REFERENCES: [string, Partial<WorkerProps>][] = [
  ['a variable', { envValueFrom: { MODE: EnvVarSource.configMapKey('settings', 'MODE') } }],
  ['all variables', { envFrom: [EnvFromSource.configMap('settings')] }],
  ['a volume', { mounts: [{ path: '/etc/app', source: VolumeSource.configMap('settings') }] }],
  ['a projected volume', { mounts: [{ path: '/etc/app', source: VolumeSource.projected([ProjectedSource.configMap('settings')]) }] }],
  ['an init container', { initContainers: [{ name: 'init', image: IMAGE, envFrom: [EnvFromSource.configMap('settings')] }] }],
  ['a sidecar', { sidecars: [{ name: 'proxy', image: IMAGE, envFrom: [EnvFromSource.configMap('settings')] }] }],
  ['an additional container', { additionalContainers: [{ name: 'other', image: IMAGE, envFrom: [EnvFromSource.configMap('settings', { optional: true })] }] }],
];

test.each(REFERENCES)('a reference in %s counts', (_, props) => {
  expect(hashOf({ MODE: 'fast' }, props)).toMatch(/^[0-9a-f]{10}$/);
  expect(hashOf({ MODE: 'safe' }, props)).not.toBe(hashOf({ MODE: 'fast' }, props));
});

const ONE_KEY: [string, Partial<WorkerProps>][] = [
  ['a variable', { envValueFrom: { MODE: EnvVarSource.configMapKey('settings', 'MODE') } }],
  ['a volume', { mounts: [{ path: '/etc/app', source: VolumeSource.configMap('settings', { items: [{ key: 'MODE' }] }) }] }],
  ['a projected volume', { mounts: [{ path: '/etc/app', source: VolumeSource.projected([ProjectedSource.configMap('settings', { items: [{ key: 'MODE' }] })]) }] }],
];

test.each(ONE_KEY)('of a map of which %s has one key, only this key counts', (_, props) => {
  expect(hashOf({ MODE: 'fast', SIZE: '1' }, props)).toBe(hashOf({ MODE: 'fast', SIZE: '2' }, props));
  expect(hashOf({ MODE: 'safe', SIZE: '1' }, props)).not.toBe(hashOf({ MODE: 'fast', SIZE: '1' }, props));
  expect(hashOf({ MODE: 'fast', SIZE: '1' }, { ...props, envFrom: [EnvFromSource.configMap('settings')] }))
    .not.toBe(hashOf({ MODE: 'fast', SIZE: '2' }, { ...props, envFrom: [EnvFromSource.configMap('settings')] }));
});

test('references that methods of cdk8s-plus and JSON patches add count', () => {
  const hashes = ['fast', 'safe'].map(mode => {
    const chart = newChart();
    const added = new kplus.ConfigMap(chart, 'added', { metadata: { name: 'added' }, data: { MODE: mode } });
    settings(chart, { MODE: mode });
    const { container, workload } = declare(chart);
    const without = hashIn(chart);
    ApiObject.of(workload).addJsonPatch(JsonPatch.add('/spec/template/spec/volumes/-', { name: 'patched', configMap: { name: 'settings' } }));
    const patched = hashIn(chart);
    container.env.addVariable('MODE', kplus.EnvValue.fromConfigMap(added, 'MODE'));
    return [without, patched, hashIn(chart)];
  });

  expect(hashes[0][0]).toBeUndefined();
  expect(new Set(hashes.flat()).size).toBe(5);
});

test('the contents are those of the rendered document, after JSON patches and later calls', () => {
  const chart = newChart();
  const added = new kplus.ConfigMap(chart, 'added', { metadata: { name: 'settings' }, data: { MODE: 'fast' } });
  declare(chart, { envFrom: [EnvFromSource.configMap('settings')] });
  const before = hashIn(chart);
  added.addData('SIZE', '1');
  const later = hashIn(chart);
  ApiObject.of(added).addJsonPatch(JsonPatch.replace('/data/SIZE', '2'));

  expect(before).toBe(hashOf({ MODE: 'fast' }));
  expect(later).toBe(hashOf({ SIZE: '1', MODE: 'fast' }));
  expect(hashIn(chart)).toBe(hashOf({ SIZE: '2', MODE: 'fast' }));
});

const SECRETS: [string, Fields][] = [
  ['data', { data: { PASSWORD: 'c2VzYW1l' } }],
  ['stringData', { stringData: { PASSWORD: 'sesame' } }],
  ['stringData that replaces data', { data: { PASSWORD: 'b3RoZXI=' }, stringData: { PASSWORD: 'sesame' } }],
  ['data with line breaks', { data: { PASSWORD: 'c2Vz\nYW1l' } }],
];

test('equal contents of a Secret have equal hashes, and labels and the order of keys do not count', () => {
  const hashes = SECRETS.map(([, fields]) => {
    const chart = newChart();
    map(chart, 'Secret', 'login', fields);
    declare(chart, { envFrom: [EnvFromSource.secret('login')] });
    return hashIn(chart);
  });
  const labelled = newChart();
  settings(labelled, { B: '2', A: '1' }).metadata.addLabel('team', 'shop');
  declare(labelled, { envFrom: [EnvFromSource.configMap('settings')] });

  expect(new Set(hashes)).toEqual(new Set([expect.stringMatching(/^[0-9a-f]{10}$/)]));
  expect(hashIn(labelled)).toBe(hashOf({ A: '1', B: '2' }));
});

test('text and the same bytes in binaryData have equal hashes', () => {
  const chart = newChart();
  map(chart, 'ConfigMap', 'settings', { binaryData: { MODE: 'ZmFzdA==' } });
  declare(chart, { envFrom: [EnvFromSource.configMap('settings')] });

  expect(hashIn(chart)).toBe(hashOf({ MODE: 'fast' }));
});

test('a map of another namespace or cluster does not count, and one of the same chart takes precedence', () => {
  const hash = (other: (app: App) => void, own?: (chart: Chart) => void) => {
    const app = new App();
    const chart = new Chart(app, 'shop', { namespace: 'shop' });
    ClusterProfile.set(chart, { cluster: 'production' });
    declare(chart, { envFrom: [EnvFromSource.configMap('settings')] });
    other(app);
    own?.(chart);
    return hashIn(chart);
  };
  const inChart = (namespace: string, cluster?: string) => (app: App) => {
    const chart = new Chart(app, 'config', { namespace });
    ClusterProfile.set(chart, { cluster });
    settings(chart, { MODE: 'fast' });
  };

  expect(hash(inChart('shop', 'production'))).toBe(hashOf({ MODE: 'fast' }));
  expect(hash(inChart('shop'))).toBe(hashOf({ MODE: 'fast' }));
  expect(hash(inChart('shop', 'staging'))).toBeUndefined();
  expect(hash(inChart('other', 'production'))).toBeUndefined();
  expect(hash(inChart('shop'), chart => settings(chart, { MODE: 'safe' }))).toBe(hashOf({ MODE: 'safe' }));
});

test('objects of other kinds with the same name do not count', () => {
  const chart = newChart();
  new ApiObject(chart, 'sealed', { apiVersion: 'bitnami.com/v1alpha1', kind: 'Secret', metadata: { name: 'login' } });
  declare(chart, { envFrom: [EnvFromSource.secret('login')] });

  expect(hashIn(chart)).toBeUndefined();
});

test('reloadsConfiguration omits the hash, and an annotation of the user is kept', () => {
  const envFrom = [EnvFromSource.configMap('settings')];

  expect(hashOf({ MODE: 'fast' }, { envFrom, reloadsConfiguration: true })).toBeUndefined();
  expect(hashOf({ MODE: 'fast' }, { envFrom, reloadsConfiguration: false })).toBe(hashOf({ MODE: 'fast' }));
  expect(hashOf({ MODE: 'fast' }, { envFrom, podMetadata: { annotations: { [ANNOTATION]: 'own' } } })).toBe('own');
});

test('other annotations stay, and all are in the order of their names', () => {
  const chart = newChart();
  settings(chart, { MODE: 'fast' });
  declare(chart, { envFrom: [EnvFromSource.configMap('settings')], podMetadata: { annotations: { a: '1', z: '2' } } });

  expect(Object.keys(find(synth(chart), 'Deployment').spec.template.metadata.annotations)).toEqual(['a', ANNOTATION, 'z']);
});

test('a map that contains the document of the workload gets the document without the hash', () => {
  const chart = newChart();
  const { workload } = declare(chart, { envFrom: [EnvFromSource.configMap('settings')] });
  const copy = Lazy.any({ produce: () => JSON.stringify(ApiObject.of(workload).toJson()) });
  map(chart, 'ConfigMap', 'settings', { data: { copy } } as unknown as Fields);
  const documents = Testing.synth(chart);

  expect(find(documents, 'Deployment').spec.template.metadata.annotations[ANNOTATION]).toMatch(/^[0-9a-f]{10}$/);
  expect(find(documents, 'ConfigMap').data.copy).toContain('"kind":"Deployment"');
});

test('a document that is rendered before the app is validated has the hash', () => {
  const chart = newChart();
  settings(chart, { MODE: 'fast' });
  const { workload } = declare(chart, { envFrom: [EnvFromSource.configMap('settings')] });

  expect(ApiObject.of(workload).toJson().spec.template.metadata.annotations[ANNOTATION]).toBe(hashOf({ MODE: 'fast' }));
});

describe('a key that a map of the app does not have', () => {
  const refused = (props: Partial<WorkerProps>, fields: Fields = { data: { MODE: 'fast' } }, kind: 'ConfigMap' | 'Secret' = 'ConfigMap') => messagesOf(chart => {
    map(chart, kind, 'settings', fields);
    declare(chart, props);
  });
  const files = { items: [{ key: 'mode' }] };

  test.each<[string, Partial<WorkerProps>, string]>([
    ['a variable', { envValueFrom: { A: EnvVarSource.configMapKey('settings', 'mode') } }, "containers['mailer'].env['A']"],
    ['a volume', { mounts: [{ path: '/etc/app', source: VolumeSource.configMap('settings', { ...files, volumeName: 'files' }) }] }, "volumes['files'].items"],
    ['a projected volume', { mounts: [{ path: '/etc/app', source: VolumeSource.projected([ProjectedSource.configMap('settings', files)], { volumeName: 'files' }) }] }, "volumes['files'].items"],
    ['an init container', { initContainers: [{ name: 'init', image: IMAGE, envValueFrom: { A: EnvVarSource.configMapKey('settings', 'mode') } }] }, "containers['init'].env['A']"],
  ])('is refused in %s', (_, props, field) => {
    expect(refused(props)).toEqual([expect.stringContaining(`shop/mailer: ${field} "mode": pods must use only keys`)]);
    expect(refused(props)[0]).toContain("The ConfigMap 'settings' of the app has the keys 'MODE'. Use one of them, add the key, or set optional: true. [map-missing-key]");
    expect(refused(props, { data: { mode: 'fast' } })).toEqual([]);
  });

  test('is refused in a Secret, of which no value is shown', () => {
    const props = { envValueFrom: { A: EnvVarSource.secretKey('settings', 'password') }, mounts: [{ path: '/etc/app', source: VolumeSource.secret('settings', files) }] };
    const messages = refused(props, { stringData: { PASSWORD: 'open sesame' } }, 'Secret');

    expect(messages).toEqual([expect.stringContaining('"password"'), expect.stringContaining('"mode"')]);
    expect(messages.join()).not.toContain('sesame');
  });

  test('is accepted if the reference is optional, and if a controller fills in the object', () => {
    const variable = (optional: boolean) => ({ envValueFrom: { A: EnvVarSource.configMapKey('settings', 'mode', { optional }) } });

    expect(refused(variable(true))).toEqual([]);
    expect(refused(variable(false), {})).toEqual([]);
  });

  test('is refused also if the program reloads its configuration, and names at most ten of the keys that exist', () => {
    const data = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`key-${index}`, '']));
    const [message] = refused({ reloadsConfiguration: true, envValueFrom: { A: EnvVarSource.configMapKey('settings', 'mode') } }, { data });

    expect(message).toContain("'key-7' and others. Use one");
  });

  test('is accepted if a map of this name in another cluster has it', () => {
    const app = new App();
    const charts = ['first', 'second'].map(id => new Chart(app, id, { namespace: 'shop' }));
    charts.forEach((chart, index) => settings(chart, { [index === 0 ? 'MODE' : 'mode']: 'fast' }));
    const pods = new Chart(app, 'pods', { namespace: 'shop' });
    declare(pods, { envValueFrom: { A: EnvVarSource.configMapKey('settings', 'mode') } });

    expect(() => app.synthYaml()).not.toThrow();
  });
});
