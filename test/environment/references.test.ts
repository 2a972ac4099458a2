import { ApiObject, JsonPatch, type Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  Backend, EnvFromSource, EnvVarSource, ExposedPods, ExternalService, HealthCheck, LifecycleHandler, PodSelection, Port, VolumeSource,
  type ExposedWorkloadProps,
} from '../../lib';
import { messagesOf, rulesBrokenBy, web } from '../rules/broken';
import { find, newChart, synth, type Document } from '../support';

const IMAGE = 'registry.example.com/proxy:1';
const broken = (props: Partial<ExposedWorkloadProps>) => rulesBrokenBy(chart => web(chart, props));
const text = (value: string) => kplus.EnvValue.fromValue(value);
const mount = (subPathExpr: string) => (chart: Chart) => web(chart, {
  mounts: [{ path: '/logs', source: VolumeSource.emptyDir(), subPathExpr }],
});

/** A variable `URL` that refers to `HOST`, which a JSON patch adds at an index of the list. */
const patched = (index: string) => (chart: Chart) => ApiObject.of(web(chart, { env: { URL: '$(HOST)' } })).addJsonPatch(
  JsonPatch.add(`/spec/template/spec/containers/0/env/${index}`, { name: 'HOST', value: 'a' }),
);

function database(chart: Chart): ExternalService {
  return new ExternalService(chart, 'db', { backend: Backend.addresses('10.20.0.11'), ports: [Port.tcp(5432)] });
}

describe('a reference to a variable that the container does not have is refused', () => {
  test.each<[string, Partial<ExposedWorkloadProps>]>([
    ['in a variable', { env: { URL: 'http://$(HOTS)', HOST: 'a' } }],
    ['in a variable that refers to itself', { env: { PATH: '/opt/bin:$(PATH)' } }],
    ['if envFrom has another prefix', { env: { URL: '$(HOST)' }, envFrom: [EnvFromSource.configMap('settings', { prefix: 'DB_' })] }],
    ['in an argument', { args: ['--url=$(URL)'] }],
    ['in the command', { command: ['/bin/web', '$(MODE)'] }],
    ['in a sidecar', { sidecars: [{ name: 'proxy', image: IMAGE, args: ['$(MODE)'] }], env: { MODE: 'a' } }],
    ['in an init container', { initContainers: [{ name: 'init', image: IMAGE, env: { A: '$(B)' } }] }],
  ])('%s', (_, props) => {
    expect(broken(props)).toEqual(['env-reference']);
  });

  test('in a variable before that of a JSON patch', () => {
    expect(messagesOf(patched('-'))).toEqual([expect.stringMatching(/env\['URL'\] .*The variable HOST is not defined before this one\. .*\[env-reference\]/)]);
  });

  test('in a JSON patch', () => {
    const add = JsonPatch.add('/spec/template/spec/containers/0/args', ['$(MODE)']);
    expect(messagesOf(chart => ApiObject.of(web(chart)).addJsonPatch(add))).toEqual([expect.stringMatching(/args\[0\] .*\[env-reference\]/)]);
  });

  test('in a path within a volume', () => {
    expect(rulesBrokenBy(mount('$(pod)'))).toEqual(['env-reference']);
  });

  test('in a variable that is added later', () => {
    expect(rulesBrokenBy(chart => web(chart).container.env.addVariable('A', text('$(B)')))).toEqual(['env-reference']);
  });

  test('in the variable of a connection', () => {
    expect(rulesBrokenBy(chart => web(chart).connectTo(database(chart), { variables: { URL: 'http://$(USER)@{host}' } }))).toEqual(['env-reference']);
  });

  test('with the position of the reference and its name, but not the rest of the text, which can be a secret', () => {
    const [message] = messagesOf(chart => web(chart, { env: { TOKEN: 'ä$$(a)$(NAME)xy' } }));

    expect(message).toMatch(/^shop\/web: containers\['web'\]\.env\['TOKEN'\] \(a string of 15 characters with '\$\(' at position 7\): /);
    expect(message).toContain('The container has no variable NAME. ');
    expect(message).not.toMatch(/ä|xy/);
  });
});

describe('a reference is accepted', () => {
  test.each<[string, Partial<ExposedWorkloadProps>]>([
    ['to a variable with a text', { env: { URL: '$(HOST)', HOST: 'a' }, args: ['$(URL)'] }],
    ['to a variable with a source', { env: { URL: '$(IP)' }, envValueFrom: { IP: EnvVarSource.podField('status.podIP') } }],
    ['to a variable that envFrom may define', { env: { URL: '$(DB_HOST)' }, args: ['$(DB_PORT)'], envFrom: [EnvFromSource.configMap('settings', { prefix: 'DB_' })] }],
    ['to the Service of the API server', { env: { URL: 'https://$(KUBERNETES_SERVICE_HOST):$(KUBERNETES_SERVICE_PORT_HTTPS)' }, args: ['$(KUBERNETES_PORT)'] }],
    ['with an escape', { env: { URL: '$$(HOST)', DOLLARS: '$$$$(HOST)' }, args: ['$$(HOST)'] }],
    ['if it is a command of a shell', { command: ['sh', '-c'], args: ['echo $(hostname) $(date -u) "$(cat /etc/host.conf)"'] }],
    ['if a shell or a template language replaces it', { env: { JAVA_OPTS: '-Dhost=$(hostname) $(user.name)' } }],
    ['to a variable that a webhook adds', { args: ['--role=$(AWS_ROLE_ARN)'], env: { A: '$(DD_HOST)' }, injectedVariables: ['AWS_ROLE_ARN', 'DD_HOST'] }],
    ['if it is not the name of a variable', { env: { TEMPLATE: '$(a b) $() $(' } }],
  ])('%s', (_, props) => {
    expect(broken(props)).toEqual([]);
  });

  test('if a connection or a later call defines the variable', () => {
    expect(rulesBrokenBy(chart => {
      const caller = web(chart, { args: ['--db=$(DB_HOST)'], env: { A: '$(DB_URL)', B: '$(LATE)' } });
      caller.connectTo(database(chart), { envPrefix: 'DB' });
      caller.container.env.addVariable('LATE', text('a'));
    })).toEqual([]);
  });

  test('to a variable that a JSON patch adds before it', () => {
    expect(rulesBrokenBy(patched('0'))).toEqual([]);
    expect(rulesBrokenBy(chart => ApiObject.of(web(chart, { args: ['$(HOST)'] })).addJsonPatch(
      JsonPatch.add('/spec/template/spec/containers/0/env', [{ name: 'HOST', value: 'a' }]),
    ))).toEqual([]);
  });

  test('in a path within a volume if the container has the variable', () => {
    expect(rulesBrokenBy(chart => mount('$(POD)')(chart).container.env.addVariable('POD', text('a')))).toEqual([]);
  });
});

test.each(['', 'A=secret'])('a variable that a webhook adds must have a valid name, not %j', name => {
  expect(messagesOf(chart => web(chart, { injectedVariables: [name] }))).toEqual([expect.stringMatching(/injectedVariables\[0\] .*\[env-name\]/)]);
});

describe('the order of variables', () => {
  test('is canonical for env, sources, connections before and after, and later additions together', () => {
    const chart = newChart();
    const caller = web(chart, { env: { A: '$(DB_URL)/$(Z)' }, envValueFrom: { Y: EnvVarSource.secretKey('login', 'y') } });
    caller.container.env.addVariable('Z', text('$(Y)'));
    caller.connectTo(database(chart), { envPrefix: 'DB' });
    caller.container.env.addVariable('B', text('$(A)'));

    expect(find(synth(chart), 'Deployment').spec.template.spec.containers[0].env.map(({ name }: Document) => name))
      .toEqual(['DB_HOST', 'DB_PORT', 'DB_URL', 'Y', 'Z', 'A', 'B']);
  });

  test('of a container of cdk8s-plus is refused if a variable of a connection refers to a later one', () => {
    const declare = (late: boolean) => (chart: Chart) => {
      const deployment = new kplus.Deployment(chart, 'billing', { containers: [{ name: 'billing', image: IMAGE }] });
      const add = () => deployment.containers[0].env.addVariable('DB_USER', text('a'));
      late || add();
      new ExposedPods(chart, 'pods', { selector: PodSelection.of(deployment) }).connectTo(database(chart), { variables: { URL: '$(DB_USER)@{host}' } });
      late && add();
    };

    expect(messagesOf(declare(true))).toEqual([expect.stringMatching(/^shop\/pods: containers\['billing'\]\.envVariables\['URL'\] .*Add DB_USER to the container 'billing' before the call of connectTo\. \[env-reference\]/)]);
    expect(messagesOf(declare(false))).toEqual([]);
  });

  test('of a container of cdk8s-plus is refused if a variable refers to a later one of a connection', () => {
    const declare = (late: boolean, value: string, envFrom?: kplus.EnvFrom[]) => (chart: Chart) => {
      const deployment = new kplus.Deployment(chart, 'billing', { containers: [{ name: 'billing', image: IMAGE, envFrom }] });
      const add = () => deployment.containers[0].env.addVariable('URL', text(value));
      late || add();
      new ExposedPods(chart, 'pods', { selector: PodSelection.of(deployment) }).connectTo(database(chart), { envPrefix: 'DATABASE' });
      late && add();
    };
    const settings = (chart: Chart) => kplus.Env.fromConfigMap(kplus.ConfigMap.fromConfigMapName(chart, 'settings', 'settings'));

    expect(messagesOf(declare(false, 'pg://$(DATABASE_HOST)'))).toEqual([expect.stringMatching(/^shop\/pods: containers\['billing'\]\.envVariables\['URL'\] .*It refers to DATABASE_HOST, which was added later\. Add URL to the container 'billing' after the call of connectTo\. \[env-reference\]/)]);
    expect(messagesOf(declare(true, 'pg://$(DATABASE_HOST)'))).toEqual([]);
    expect(messagesOf(declare(false, 'pg://$$(DATABASE_HOST)'))).toEqual([]);
    expect(messagesOf(chart => declare(false, 'pg://$(DATABASE_HOST)', [settings(chart)])(chart))).toEqual([]);
  });

  test.each([['$(DB_USER)', ['env-reference']], ['$(DB_SERVICE_HOST):$(DB_PORT_5432_TCP_PORT)', []]])(
    'of a container of cdk8s-plus has no influence on a reference to no variable, %s', (template, rules) => {
      expect(rulesBrokenBy(chart => {
        const deployment = new kplus.Deployment(chart, 'billing', { containers: [{ image: IMAGE }] });
        new ExposedPods(chart, 'pods', { selector: PodSelection.of(deployment) }).connectTo(database(chart), { variables: { URL: template } });
      })).toEqual(rules);
    },
  );

  test('of a workload of this library is not refused if ExposedPods connect it', () => {
    expect(rulesBrokenBy(chart => {
      const caller = web(chart);
      for (const [id, selector] of [['a', caller], ['b', caller.workload]] as const) {
        new ExposedPods(chart, id, { selector: PodSelection.of(selector) }).connectTo(id === 'a' ? database(chart) : caller, { variables: { [id]: '$(LATE){name}' } });
      }
      caller.container.env.addVariable('LATE', text('a'));
    })).toEqual([]);
  });
});

describe('a reference in the command of an action, in which the kubelet replaces few or none, is refused', () => {
  const env = { MODE: 'a', URL: '$(MODE)' };
  const envValueFrom = { TOKEN: EnvVarSource.secretKey('login', 'token') };
  const command = (name: string) => ['/bin/check', `--with=$(${name})`];

  test.each<[string, Partial<ExposedWorkloadProps>]>([
    ['any in a lifecycle action', { lifecycle: { preStop: LifecycleHandler.exec(command('MODE')) } }],
    ['to a value from a Secret in a health check', { readiness: HealthCheck.exec(command('TOKEN')) }],
    ['to a value with references in a health check', { liveness: HealthCheck.exec(command('URL')) }],
    ['to an unknown variable in a health check', { startup: HealthCheck.exec(command('OTHER')) }],
    ['in the probe of a sidecar', { sidecars: [{ name: 'proxy', image: IMAGE, readiness: HealthCheck.exec(command('URL')) }] }],
  ])('%s', (_, props) => {
    expect(broken({ env, envValueFrom, ...props })).toEqual(['action-reference']);
  });

  test.each<[string, Partial<ExposedWorkloadProps>]>([
    ['to a text in a health check', { readiness: HealthCheck.exec(command('MODE')) }],
    ['if it is a command of a shell', { lifecycle: { postStart: LifecycleHandler.exec(['sh', '-c', 'echo $(hostname) "$MODE"']) } }],
  ])('except %s', (_, props) => {
    expect(broken({ env, envValueFrom, ...props })).toEqual([]);
  });
});

describe('the character NUL, with which no process can start, is refused', () => {
  test.each<[string, Partial<ExposedWorkloadProps>, string]>([
    ['a variable', { env: { A: 'x\0' } }, "env['A']"],
    ['the command', { command: ['a', '\0'] }, 'command[1]'],
    ['an argument', { args: ['\0'] }, 'args[0]'],
    ['the working directory', { workingDir: '/a\0' }, 'workingDir'],
    ['a health check', { liveness: HealthCheck.exec(['/a', 'b\0']) }, 'liveness.command[1]'],
    ['a lifecycle action', { lifecycle: { preStop: LifecycleHandler.exec(['a\0']) } }, 'lifecycle.preStop.command[0]'],
    ['an argument of a sidecar', { sidecars: [{ name: 'proxy', image: IMAGE, args: ['a\0'] }] }, 'sidecars[0].args[0]'],
    ['a variable of an init container', { initContainers: [{ name: 'init', image: IMAGE, env: { A: '\0' } }] }, "initContainers[0].env['A']"],
  ])('in %s', (_, props, field) => {
    const messages = messagesOf(chart => web(chart, props));

    expect(messages).toEqual([expect.stringContaining('[nul-character]')]);
    expect(messages[0].startsWith(`shop/web: ${field} (a string of`)).toBe(true);
  });

  test('in a variable of a connection, and in one that is added later', () => {
    expect(rulesBrokenBy(chart => web(chart).connectTo(database(chart), { variables: { A: '\0' } }))).toEqual(['nul-character']);
    expect(rulesBrokenBy(chart => web(chart).container.env.addVariable('A', text('\0')))).toEqual(['nul-character']);
  });
});

test('variables of a connection that refer to each other in a cycle are refused in a container of cdk8s-plus too', () => {
  expect(rulesBrokenBy(chart => {
    const deployment = new kplus.Deployment(chart, 'billing', { containers: [{ name: 'billing', image: IMAGE }] });
    new ExposedPods(chart, 'pods', { selector: PodSelection.of(deployment) }).connectTo(database(chart), { variables: { A: '$(B)', B: '$(A)' } });
  })).toEqual(['env-cycle']);
});
