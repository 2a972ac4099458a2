import type { Construct } from 'constructs';
import {
  ExposedPods, ExposedWorkload, Exposure, ExternalService, HealthCheck, Port, VolumeSource, Worker, type ExposedWorkloadProps,
  type SecurityOptions,
} from '../../lib';
import { db, messagesOf, web } from '../rules/broken';
import { find, synthOf } from '../support';

const PROXY = { name: 'proxy', image: 'registry.example.com/proxy:2' };
const MINIMAL = { image: 'registry.example.com/web:1.4.2', ports: [Port.http(8080)] };

/** The field and the fix of each message. */
function problemsOf(props: object): string[][] {
  return messagesOf(chart => web(chart, props)).map(message => {
    const [, field, fix] = /^shop\/web: (\S+) .*: the name must be that of an option\. (.*) \[unknown-option\]/.exec(message) ?? ['', message, ''];
    return [field, fix];
  });
}

describe('an unknown option is refused', () => {
  test.each<[string, object, string, string]>([
    ['that would make a load balancer public', { exposure: Exposure.loadBalancer({ internel: true } as object) }, 'exposure.internel', 'Use internal.'],
    ['that would open a load balancer to all', { exposure: Exposure.loadBalancer({ sourceRange: ['10.0.0.0/8'] } as object) }, 'exposure.sourceRange', 'Use sourceRanges.'],
    ['of a Kubernetes security context', { security: { runAsUser: 1000 } as SecurityOptions }, 'security.runAsUser', 'Use user.'],
    ['of a Kubernetes probe', { readiness: HealthCheck.tcp({ timeoutSeconds: 3 } as object) }, 'readiness.timeoutSeconds', 'Use timeout: Duration.seconds(1).'],
    ['of metadata', { serviceMetadata: { namespace: 'other' } }, 'serviceMetadata.namespace', 'Remove it. The options are labels, annotations.'],
    ['of another exposure', { exposure: Exposure.headless({ clusterIps: ['10.96.0.7'] } as object) }, 'exposure.clusterIps', 'Remove it, or use Exposure.clusterIp(), Exposure.loadBalancer() or Exposure.nodePort().'],
    ['of a container of cdk8s-plus', { sidecars: [{ ...PROXY, envVariables: {} }] }, 'sidecars[0].envVariables', "Use env: { A: '…' }, or envValueFrom for values from other objects."],
    ['with the port of a container of cdk8s-plus', { sidecars: [{ ...PROXY, portNumber: 9102 }] }, 'sidecars[0].portNumber', 'Use ports: [Port.http(8080)].'],
    ['with the security context of a container', { initContainers: [{ ...PROXY, securityContext: {} }] }, 'initContainers[0].securityContext', 'Use security: { user: 1000, group: 1000 }.'],
    ['with the restart policy of a sidecar', { sidecars: [{ ...PROXY, restartPolicy: 'Always' }] }, 'sidecars[0].restartPolicy', 'Remove it from a sidecar, which always has Always. For another container, use restart: ContainerRestart.onFailure().'],
    ['with the restart rules of Kubernetes', { initContainers: [{ ...PROXY, restartPolicyRules: [] }] }, 'initContainers[0].restartPolicyRules', 'Use restart: ContainerRestart.never({ rules: [RestartRule.onExitCodes([42])] }).'],
    ['of Kubernetes for the terminal', { sidecars: [{ ...PROXY, tty: true }] }, 'sidecars[0].tty', 'Use terminal: { stdin: true, tty: true }.'],
    ['with a misspelled name', { isolated: true }, 'isolated', 'Use isolate.'],
    ['with another case', { Replicas: 3 }, 'Replicas', 'Use replicas.'],
    ['with exchanged characters', { exposrue: Exposure.headless() }, 'exposrue', 'Use exposure.'],
    ['with the name of a Kubernetes field', { priorityClassName: 'a' }, 'priorityClassName', "Use placement: { priorityClassName: 'high-priority' }."],
    ['of another construct', { backend: 'a' }, 'backend', 'It is an option of ExternalService and Route. Remove it here.'],
  ])('%s', (_, props, field, fix) => {
    expect(problemsOf(props)).toEqual([[field, fix]]);
  });

  test('of a Pods selector, a connection and a profile', () => {
    expect(messagesOf(chart => web(chart).connectTo(db(chart), { prefix: 'DB' } as object))[0]).toContain('connectTo(shop/db).prefix ');
    expect(messagesOf(chart => new ExposedPods(chart, 'pods', { selector: web(chart), port: [Port.http(80)] } as any))[0]).toContain('Use ports.');
    expect(messagesOf(chart => ExternalService.fromServiceName(chart, 'db', 'db', { nameSpace: 'a' } as object))[0]).toContain('Use namespace.');
  });
});

test.each<[string, object, string]>([
  ['a probe of a sidecar', { sidecars: [{ ...PROXY, livenessProbe: {} }] }, "Use liveness: HealthCheck.http('/healthz')."],
  ['a path of a mount', { mounts: [{ mountPath: '/a', path: '/a', source: VolumeSource.emptyDir() }] }, 'Use path of the mount: mounts: [{ path, source }].'],
  ['a type of a port', { ports: [Port.http(8080, { type: 'a' } as object)] }, 'Remove it. The options are name, unnamed, containerPortName, listed, targetPort, servicePort, appProtocol, scheme, exposed, scraped, hostPort, hostIp.'],
])('the message about %s names an option of the same structure', (_, props, fix) => {
  expect(problemsOf(props).map(([, found]) => found)).toEqual([fix]);
});

test.each(['port', 'portNumber', 'ports', 'lifecycle', 'readiness', 'liveness', 'startup', 'resize'])('an init container has no option %s', option => {
  const fix = 'An init container terminates before the other containers start. Remove it, or move the container to sidecars.';

  expect(problemsOf({ initContainers: [{ ...PROXY, [option]: {} }] })).toEqual([[`initContainers[0].${option}`, fix]]);
});

test.each([
  ['exposure', Exposure.headless(), 'A Worker has no Service that offers ports. Remove it, or declare an ExposedWorkload.'],
  ['workloadName', 'mailer', 'Use name.'],
])('a Worker has no option %s', (option, value, fix) => {
  expect(messagesOf(chart => new Worker(chart, 'web', { image: 'registry.example.com/web:1.4.2', [option]: value }))).toEqual([expect.stringContaining(fix)]);
});

test('a name that is similar to an option which is also set is accepted', () => {
  expect(problemsOf({ stage: 'production', comment: 'a', command: ['run'] })).toEqual([]);
});

test('an instance of a class that implements a structure can have other members', () => {
  class Metadata {
    private readonly _team = 'shop';
    public get labels(): Record<string, string> {
      return { team: this._team };
    }
  }

  expect(problemsOf({ podMetadata: new Metadata() })).toEqual([]);
});

test('options that are not set are not refused', () => {
  expect(problemsOf({ isolated: undefined, security: { runAsUser: null } })).toEqual([]);
});

test('other names are accepted in the options of a construct, which can be part of an object of the program', () => {
  expect(problemsOf({ team: 'shop', costCenter: 7 })).toEqual([]);
});

describe('a subclass', () => {
  interface TeamProps extends ExposedWorkloadProps {
    readonly port?: number;
    readonly hosts?: string[];
  }

  class TeamService extends ExposedWorkload {
    constructor(scope: Construct, id: string, props: TeamProps) {
      super(scope, id, { ...props, ports: [Port.http(props.port ?? 8080)] });
    }
  }

  test('can have options of its own, with names that are similar to other names', () => {
    const documents = synthOf(chart => new TeamService(chart, 'web', { ...MINIMAL, port: 9000, hosts: ['shop.example.com'] }));

    expect(find(documents, 'Service').spec.ports).toEqual([expect.objectContaining({ port: 9000 })]);
  });

  test('is refused for an option of the construct with a wrong type, and for an unknown option of a structure', () => {
    expect(messagesOf(chart => new TeamService(chart, 'web', { ...MINIMAL, replicas: '3' as any, security: { runAsUser: 1 } as object })).length).toBe(2);
  });
});
