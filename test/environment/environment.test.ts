import { Yaml } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import * as fc from 'fast-check';
import { parseAllDocuments } from 'yaml';
import {
  EnvFromSource, EnvVarSource, ExposedWorkload, HealthCheck, Port, type EnvVarResourceOptions, type ExposedWorkloadProps,
} from '../../lib';
import { inputs, minutes } from '../random/inputs';
import { messagesOf, rulesBrokenBy, web } from '../rules/broken';
import { find, mainContainer, MINIMAL, newChart, synth, synthOf, type Document } from '../support';

type Environment = Pick<ExposedWorkloadProps, 'env' | 'envValueFrom' | 'envFrom'>;

function containerOf(props: Partial<ExposedWorkloadProps>): Document {
  return mainContainer(find(synthOf(chart => new ExposedWorkload(chart, 'web', { ...MINIMAL, ...props })), 'Deployment'));
}

const valueFrom = (source: EnvVarSource) => containerOf({ envValueFrom: { VALUE: source } }).env;
const fixOf = (props: Environment) => {
  const messages = messagesOf(chart => web(chart, props));
  expect(messages).toHaveLength(1);
  return /\. (.*) \[[a-z-]+\] https:\S+$/.exec(messages[0])![1];
};

describe('sources of values', () => {
  test.each<[string, EnvVarSource, object]>([
    ['a key of a Secret', EnvVarSource.secretKey('login', 'password'), { secretKeyRef: { name: 'login', key: 'password' } }],
    ['an optional key of a Secret', EnvVarSource.secretKey('login', 'password', { optional: true }), { secretKeyRef: { name: 'login', key: 'password', optional: true } }],
    ['a key of a ConfigMap', EnvVarSource.configMapKey('settings', 'mode'), { configMapKeyRef: { name: 'settings', key: 'mode' } }],
    ['a required key of a ConfigMap', EnvVarSource.configMapKey('settings', 'mode', { optional: false }), { configMapKeyRef: { name: 'settings', key: 'mode', optional: false } }],
    ['a field of the pod', EnvVarSource.podField('status.hostIPs'), { fieldRef: { fieldPath: 'status.hostIPs' } }],
    ['a label of the pod', EnvVarSource.podLabel('example.com/team'), { fieldRef: { fieldPath: "metadata.labels['example.com/team']" } }],
    ['an annotation of the pod', EnvVarSource.podAnnotation('note'), { fieldRef: { fieldPath: "metadata.annotations['note']" } }],
    ['a limit', EnvVarSource.resource('limits.memory'), { resourceFieldRef: { resource: 'limits.memory' } }],
    ['a request of another container', EnvVarSource.resource('requests.cpu', { divisor: '1m', containerName: 'proxy' }), {
      resourceFieldRef: { resource: 'requests.cpu', divisor: '1m', containerName: 'proxy' },
    }],
    ['a value of cdk8s-plus', EnvVarSource.fromEnvValue(kplus.EnvValue.fromFieldRef(kplus.EnvFieldPaths.POD_IP)), { fieldRef: { fieldPath: 'status.podIP' } }],
  ])('%s', (_, source, rendered) => {
    expect(valueFrom(source)).toEqual([{ name: 'VALUE', valueFrom: rendered }]);
  });

  test('a divisor of cdk8s-plus that is an object is refused', () => {
    const divisor: any = Object.create(null);
    const source = EnvVarSource.fromEnvValue(kplus.EnvValue.fromResource(kplus.ResourceFieldPaths.CPU_LIMIT, { divisor }));

    expect(messagesOf(chart => web(chart, { envValueFrom: { A: source } }))).toEqual([expect.stringMatching(/\.divisor .*\[value-type\]/)]);
  });

  test('a text of cdk8s-plus', () => {
    expect(valueFrom(EnvVarSource.fromEnvValue(kplus.EnvValue.fromValue('fast')))).toEqual([{ name: 'VALUE', value: 'fast' }]);
  });

  test('all keys of objects, from cdk8s-plus', () => {
    const chart = newChart();
    const settings = kplus.ConfigMap.fromConfigMapName(chart, 'map', 'settings');
    const login = kplus.Secret.fromSecretName(chart, 'secret', 'login');
    const envFrom = [kplus.Env.fromConfigMap(settings, 'APP_'), kplus.Env.fromSecret(login)].map(source => EnvFromSource.fromEnvFrom(source));

    expect(containerOf({ envFrom }).envFrom).toEqual([{ prefix: 'APP_', configMapRef: { name: 'settings' } }, { secretRef: { name: 'login' } }]);
  });

  test.each<[string, string, EnvVarSource]>([
    ['an invalid name of a Secret', 'env-key', EnvVarSource.secretKey('My_Login', 'password')],
    ['an invalid key of a ConfigMap', 'env-key', EnvVarSource.configMapKey('settings', '..mode')],
    ['all labels of the pod', 'env-field', EnvVarSource.podField('metadata.labels')],
    ['an unsupported field of the pod', 'env-field', EnvVarSource.podField('spec.hostname')],
    ['an invalid key of an annotation', 'env-field', EnvVarSource.podAnnotation('a b')],
    ['an unknown resource', 'env-resource', EnvVarSource.resource('limits.pods')],
    ['a divisor of another resource', 'env-resource', EnvVarSource.resource('limits.cpu', { divisor: '1Mi' })],
    ['a divisor that is a number', 'value-type', EnvVarSource.resource('limits.cpu', { divisor: 1000 } as unknown as EnvVarResourceOptions)],
    ['optional as a text', 'value-type', EnvVarSource.secretKey('login', 'password', { optional: 'yes' as unknown as boolean })],
  ])('%s is refused by the rule %s', (_, rule, source) => {
    expect(rulesBrokenBy(chart => web(chart, { envValueFrom: { VALUE: source } }))).toEqual([rule]);
  });
});

describe('sources of variables', () => {
  test('are written with prefix and optional, in the declared order', () => {
    expect(containerOf({
      envFrom: [
        EnvFromSource.secret('login', { prefix: 'DB_', optional: true }), EnvFromSource.configMap('settings', { optional: false }), EnvFromSource.configMap('a'),
      ],
    }).envFrom).toEqual([
      { secretRef: { name: 'login', optional: true }, prefix: 'DB_' }, { configMapRef: { name: 'settings', optional: false } }, { configMapRef: { name: 'a' } },
    ]);
  });

  test.each<[string, string, EnvFromSource]>([
    ['an empty name', 'env-from', EnvFromSource.configMap('')],
    ['an invalid prefix', 'env-from', EnvFromSource.secret('login', { prefix: 'ü' })],
    ['optional as a text', 'value-type', EnvFromSource.secret('login', { optional: 'yes' as unknown as boolean })],
  ])('%s is refused by the rule %s', (_, rule, source) => {
    expect(rulesBrokenBy(chart => web(chart, { envFrom: [source] }))).toEqual([rule]);
  });
});

describe('values of the wrong type are refused, and the message names the replacement', () => {
  const secret = { name: 'login' } as kplus.ISecret;
  const configMap = { name: 'settings' } as kplus.IConfigMap;
  const { EnvValue, EnvFieldPaths, ResourceFieldPaths } = kplus;

  test.each<[string, unknown, string]>([
    ['a number', 4, 'Write the number in quotes.'],
    ['a Boolean', true, "Use 'true'."],
    ['null', null, 'Set it to a string, or remove it.'],
    ['undefined', undefined, 'Set it to a string, or remove it.'],
    ['an object', {}, 'Set it to a string, or remove it.'],
    ['a source', EnvVarSource.podField('status.podIP'), 'Use the EnvVarSource in envValueFrom instead of env.'],
    ['an EnvValue with a text', EnvValue.fromValue('fast'), 'Use the string, without kplus.EnvValue.'],
    ['an EnvValue from a Secret', EnvValue.fromSecretValue({ secret, key: 'password' }), "Use EnvVarSource.secretKey('login', 'password') in envValueFrom instead of env."],
    ['an EnvValue from a ConfigMap', EnvValue.fromConfigMap(configMap, 'mode'), "Use EnvVarSource.configMapKey('settings', 'mode') in envValueFrom instead of env."],
    ['an EnvValue from a field', EnvValue.fromFieldRef(EnvFieldPaths.POD_IP), "Use EnvVarSource.podField('status.podIP') in envValueFrom instead of env."],
    ['an EnvValue from a label', EnvValue.fromFieldRef(EnvFieldPaths.POD_LABEL, { key: 'team' }), "Use EnvVarSource.podLabel('team') in envValueFrom instead of env."],
    ['an EnvValue from an annotation', EnvValue.fromFieldRef(EnvFieldPaths.POD_ANNOTATION, { key: 'a' }), "Use EnvVarSource.podAnnotation('a') in envValueFrom instead of env."],
    ['an EnvValue from a resource', EnvValue.fromResource(ResourceFieldPaths.CPU_LIMIT), "Use EnvVarSource.resource('limits.cpu') in envValueFrom instead of env."],
  ])('in env: %s', (_, value, fix) => {
    expect(fixOf({ env: { MODE: value as string } })).toBe(fix);
  });

  test.each<[string, unknown, string]>([
    ['a text', 'fast', 'Set it in env, which accepts strings, instead of envValueFrom.'],
    ['null', null, "Use a value such as EnvVarSource.secretKey('login', 'password'), or remove it."],
    ['a number', 4, "Use a value such as EnvVarSource.secretKey('login', 'password')."],
    ['an EnvValue', EnvValue.fromSecretValue({ secret, key: 'password' }), "Use EnvVarSource.secretKey('login', 'password')."],
  ])('in envValueFrom: %s', (_, value, fix) => {
    expect(fixOf({ envValueFrom: { MODE: value as EnvVarSource } })).toBe(fix);
  });

  test.each<[string, unknown, string]>([
    ['a ConfigMap as a source of cdk8s-plus', kplus.Env.fromConfigMap(configMap, 'P_'), "Use EnvFromSource.configMap('settings', { prefix: 'P_' })."],
    ['a Secret as a source of cdk8s-plus', kplus.Env.fromSecret(secret), "Use EnvFromSource.secret('login')."],
    ['a text', 'settings', "Use a value such as EnvFromSource.secret('login')."],
    ['a source of a value', EnvVarSource.podField('status.podIP'), "Use a value such as EnvFromSource.secret('login')."],
    ['an object of another class', HealthCheck.tcp(), "Use a value such as EnvFromSource.secret('login')."],
    ['null', null, "Use a value such as EnvFromSource.secret('login'), or remove it."],
  ])('in envFrom: %s', (_, value, fix) => {
    expect(fixOf({ envFrom: [value as EnvFromSource] })).toBe(fix);
  });

  test('a name that is in both env and envValueFrom is refused', () => {
    const declared = { env: { MODE: 'fast', REGION: 'eu' }, envValueFrom: { MODE: EnvVarSource.podField('status.podIP') } };

    expect(fixOf(declared)).toBe('It is also in env. Remove it from one of them.');
    expect(messagesOf(chart => web(chart, declared))[0]).toMatch(/^shop\/web: envValueFrom "MODE": .*\[env-value\]/);
  });

  test('the lines of an error do not depend on the order of the maps', () => {
    const env: Record<string, string> = { 'B=': 'x', 'A=': 'x' };
    const envValueFrom = { Y: EnvVarSource.podField(''), X: EnvVarSource.secretKey('', 'a') };
    const reversed = <T>(map: Record<string, T>) => Object.fromEntries(Object.entries(map).reverse());

    const messages = messagesOf(chart => web(chart, { env, envValueFrom }));

    expect(messages).toHaveLength(4);
    expect(messagesOf(chart => web(chart, { env: reversed(env), envValueFrom: reversed(envValueFrom) }))).toEqual(messages);

    const wrong = { N: 1, M: 2 } as unknown as Record<string, string>;
    expect(messagesOf(chart => web(chart, { env: reversed(wrong) }))).toEqual(messagesOf(chart => web(chart, { env: wrong })));
  });

  test('all problems are reported in one error', () => {
    const problems = rulesBrokenBy(chart => web(chart, {
      env: { 'A=B': 'x', 'N': 'a', 'X': '$(Y)', 'Y': '$(X)' },
      envValueFrom: { 'C=D': EnvVarSource.secretKey('', ''), 'N': EnvVarSource.podField('') },
      envFrom: [EnvFromSource.configMap('', { prefix: 'P_' })],
    }));
    expect(problems.sort()).toEqual(['env-cycle', 'env-field', 'env-from', 'env-key', 'env-key', 'env-name', 'env-name', 'env-value']);
  });
});

describe('variables that are added later', () => {
  test('are in the same list, in canonical order', () => {
    const chart = newChart();
    const orders = new ExposedWorkload(chart, 'orders', { ...MINIMAL, ports: [Port.http(8080)] });
    const caller = new ExposedWorkload(chart, 'caller', { ...MINIMAL, env: { Z: '$(A)', B: 'b' }, envFrom: [EnvFromSource.configMap('first')] });
    caller.container.env.addVariable('A', kplus.EnvValue.fromValue('$(URL)'));
    caller.container.env.copyFrom(kplus.Env.fromConfigMap(kplus.ConfigMap.fromConfigMapName(chart, 'second', 'second'), 'S_'));
    caller.connectTo(orders, { variables: { URL: '{url}' } });
    const { env, envFrom } = mainContainer(find(synth(chart), 'Deployment', 'caller'));

    expect(env.map(({ name }: Document) => name)).toEqual(['B', 'URL', 'A', 'Z']);
    expect(envFrom).toEqual([{ configMapRef: { name: 'first' } }, { configMapRef: { name: 'second' }, prefix: 'S_' }]);
  });

  test('are checked for cycles at synth', () => {
    const cyclic = (...envFrom: EnvFromSource[]) => messagesOf(chart => {
      web(chart, { env: { A: '$(B)' }, envFrom }).container.env.addVariable('B', kplus.EnvValue.fromValue('$(A)'));
    });

    expect(cyclic()).toEqual([expect.stringMatching(/^shop\/web: containers\['web'\]\.env "A -> B -> A": .* Remove \$\(B\) from the value of A, or write \$\$\(B\)/)]);
    expect(cyclic(EnvFromSource.configMap('settings'))).toEqual([]);
  });

  test('cannot have the name of a variable of the declaration', () => {
    expect(rulesBrokenBy(chart => {
      const orders = new ExposedWorkload(chart, 'orders', { ...MINIMAL, ports: [Port.http(8080)] });
      web(chart, { envValueFrom: { URL: EnvVarSource.podField('status.podIP') } }).connectTo(orders, { variables: { URL: '{url}' } });
    })).toEqual(['connection-env-taken']);
  });
});

test('a value of an added container that is an object is refused, and the message does not suggest the text of the object', () => {
  const envVariables = { MODE: kplus.EnvValue.fromValue({} as unknown as string) };

  expect(messagesOf(chart => web(chart).workload.addContainer({ name: 'proxy', image: 'registry.example.com/proxy:2', envVariables }))[0])
    .toMatch(/^shop\/web: containers\['proxy'\]\.envVariables\['MODE'\] \{\}: .* Set it to a string, or remove it\. \[env-value\]/);
});

test('sources from another copy of the package are accepted', () => {
  jest.isolateModules(() => {
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const other = require('../../lib') as typeof import('../../lib');
    expect(other.EnvVarSource).not.toBe(EnvVarSource);

    expect(containerOf({ envValueFrom: { A: other.EnvVarSource.podField('status.podIP') }, envFrom: [other.EnvFromSource.secret('login')] })).toMatchObject({
      env: [{ name: 'A', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } }], envFrom: [{ secretRef: { name: 'login' } }],
    });
  });
});

test('a cycle in a sidecar or an init container is refused, and the message names its field', () => {
  const container = { name: 'proxy', image: 'registry.example.com/proxy:2', env: { A: '$(B)', B: '$(A)' } };

  expect(messagesOf(chart => web(chart, { sidecars: [container] }))[0]).toMatch(/^shop\/web: sidecars\[0\]\.env "A -> B -> A": /);
  expect(messagesOf(chart => web(chart, { initContainers: [container] }))[0]).toMatch(/^shop\/web: initContainers\[0\]\.env "A -> B -> A": /);
});

describe('the order of a map does not change the documents', () => {
  const shuffled = <T>(map: Record<string, T>): fc.Arbitrary<Record<string, T>> => (
    fc.shuffledSubarray(Object.entries(map), { minLength: Object.keys(map).length }).map(entries => Object.fromEntries(entries))
  );
  const { fromValue } = kplus.EnvValue;
  const own = { Z: 'h', A: 'http://$(Z)', B: '$(POD_IP)', b: '', C_D: '$$(C_D)' };
  const sources = { POD_IP: EnvVarSource.podField('status.podIP'), PASSWORD: EnvVarSource.secretKey('login', 'password') };
  const additional = { Y: 'y', X: '$(Y)', A: '1' };
  const headers = { 'X-B': '2', 'X-A': '1', 'Host': 'web.example.com', 'host': 'b' };
  const declared = fc.record({
    env: shuffled(own), envValueFrom: shuffled(sources), others: shuffled(additional), headers: shuffled(headers), early: fc.boolean(),
  });

  test('of any container, and the order of the headers of a health check does not change them either', () => {
    const texts = new Set<string>();
    fc.assert(fc.property(declared, ({ env, envValueFrom, others, headers: httpHeaders, early }) => {
      const chart = newChart();
      const container = { image: 'registry.example.com/proxy:2', env: others };
      const { workload } = new ExposedWorkload(chart, 'web', {
        ...MINIMAL,
        env,
        envValueFrom,
        readiness: HealthCheck.http('/', { headers: httpHeaders }),
        sidecars: [{ ...container, name: 'proxy' }],
        initContainers: [{ ...container, name: 'migrate' }],
      });
      const [{ env: later }] = workload.containers;
      const additions = [() => later.addVariable('M', fromValue('$(Z)')), () => later.addVariable('L', fromValue('$(M)'))];
      (early ? additions : additions.reverse()).forEach(add => add());
      workload.attachContainer(new kplus.Container({ image: container.image, envVariables: Object.fromEntries(Object.entries(others).map(([name, value]) => [name, fromValue(value)])), name: 'attached' }));
      texts.add(Yaml.stringify(...synth(chart)));
    }), inputs(200));

    expect(texts.size).toBe(1);
    const pod = find(parseAllDocuments([...texts][0]).map(document => document.toJS()), 'Deployment').spec.template.spec;
    const names = (container: Document) => container.env.map(({ name }: Document) => name);
    expect(pod.containers.map(names)).toEqual([['C_D', 'PASSWORD', 'POD_IP', 'B', 'Z', 'A', 'M', 'L', 'b'], ['A', 'Y', 'X']]);
    expect(pod.initContainers.map(names)).toEqual([['A', 'Y', 'X'], ['A', 'Y', 'X']]);
    expect(pod.containers[0].readinessProbe.httpGet.httpHeaders.map(({ name }: Document) => name)).toEqual(['Host', 'X-A', 'X-B', 'host']);
  }, minutes(1));
});

test('the constructor refuses a variable with an empty name', () => {
  expect(() => new ExposedWorkload(newChart(), 'web', { ...MINIMAL, env: { '': 'a' } })).toThrow('env "": ');
});
