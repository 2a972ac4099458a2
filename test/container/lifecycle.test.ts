import { Duration } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  ClusterProfile, ExposedPods, Exposure, LifecycleHandler, Port, ProbeScheme, SecurityExemption, type ExposedWorkloadProps, type LifecycleHooks,
} from '../../lib';
import { messagesOf, rulesBrokenBy, web } from '../rules/broken';
import { find, mainContainer, newChart, synth, synthOf } from '../support';

const PORTS = [Port.udp(5353, { name: 'dns' }), Port.http(8080), Port.https(8443), Port.http(9000, { name: 'admin', exposed: false })];
const { exec, httpGet, sleep, fromHandler } = LifecycleHandler;
type Props = Partial<ExposedWorkloadProps>;
const podOf = (lifecycle: LifecycleHooks, props: Props = {}) => {
  return find(synthOf(chart => web(chart, { ports: PORTS, lifecycle, ...props })), 'Deployment').spec.template.spec;
};
const lifecycleOf = (lifecycle: LifecycleHooks, props: Props = {}) => {
  return podOf(lifecycle, { shutdownDelay: Duration.seconds(0), ...props }).containers[0].lifecycle;
};
const preStopOf = (preStop: LifecycleHandler, ports = PORTS) => lifecycleOf({ preStop }, { ports, shutdownDelay: undefined }).preStop;
const broken = (lifecycle: LifecycleHooks, props: Props = {}) => rulesBrokenBy(chart => web(chart, { ports: PORTS, lifecycle, ...props }));
const request = (httpGetOptions: object) => ({ httpGet: { path: '/drain', scheme: 'HTTP', ...httpGetOptions } });

test('a command, a wait and a request are written', () => {
  expect(lifecycleOf({ postStart: exec(['/bin/warm-up', '--all']) })).toEqual({ postStart: { exec: { command: ['/bin/warm-up', '--all'] } } });
  expect(preStopOf(sleep(Duration.seconds(10)))).toEqual({ sleep: { seconds: 10 } });
  expect(preStopOf(sleep(Duration.seconds(0)))).toEqual({ sleep: { seconds: 0 } });
  expect(preStopOf(httpGet('/drain', { port: 'admin', headers: { 'X-Reason': 'stop', 'X-A': '1' } }))).toEqual(request({
    port: 'admin', httpHeaders: [{ name: 'X-A', value: '1' }, { name: 'X-Reason', value: 'stop' }],
  }));
});

describe('the port of a request', () => {
  test.each<[string, LifecycleHandler, object]>([
    ['is the first HTTP port by default', httpGet('/drain'), { port: 'http' }],
    ['is the port with the name', httpGet('/drain', { port: 'admin' }), { port: 'admin' }],
    ['uses TLS as it is declared', httpGet('/drain', { port: 'https' }), { port: 'https', scheme: 'HTTPS' }],
    ['can be a number that is not declared', httpGet('/drain', { portNumber: 7000 }), { port: 7000 }],
    ['can be a number that is not declared, with TLS', httpGet('/drain', { portNumber: 7000, scheme: ProbeScheme.HTTPS }), { port: 7000, scheme: 'HTTPS' }],
    ['uses TLS as the port with its number is declared', httpGet('/drain', { portNumber: 8443 }), { port: 8443, scheme: 'HTTPS' }],
  ])('%s', (_, handler, options) => {
    expect(preStopOf(handler)).toEqual(request(options));
  });

  test('has the name of the container port, as in health checks', () => {
    expect(preStopOf(httpGet('/drain', { port: 'administration-api' }), [Port.http(9000, { name: 'administration-api' })])).toEqual(request({ port: 'http-9000' }));
  });

  test('stays the same if a port is added later', () => {
    const chart = newChart();
    const workload = web(chart, { ports: [Port.tcp(5000, { name: 'api' })], lifecycle: { preStop: httpGet('/drain') } });
    workload.addPort(Port.http(8080));
    expect(mainContainer(find(synth(chart), 'Deployment')).lifecycle.preStop).toEqual(request({ port: 'api' }));
  });

  test.each<[string, LifecycleHandler, string]>([
    ['that the container does not declare', httpGet('/drain', { port: 'drain' }), 'lifecycle.preStop.port "drain"'],
    ['that is no TCP port', httpGet('/drain', { port: 'dns' }), 'lifecycle.preStop.port "dns"'],
    ['with a name and a number', httpGet('/drain', { port: 'admin', portNumber: 9000 }), 'lifecycle.preStop.portNumber 9000'],
  ])('is refused if it is one %s', (_, preStop, field) => {
    expect(messagesOf(chart => web(chart, { ports: PORTS, lifecycle: { preStop } }))).toEqual([
      expect.stringMatching(new RegExp(`^shop/web: ${field.replace(/\./g, '\\.')}: .+ \\[lifecycle-action\\]`)),
    ]);
  });

  test('has alternatives in the message', () => {
    const [message] = messagesOf(chart => web(chart, { ports: PORTS, lifecycle: { preStop: httpGet('/drain', { port: 'drain' }) } }));
    expect(message).toContain("Use one of the declared TCP ports ('http', 'https', 'admin'), or portNumber for a port that is not declared.");
    expect(messagesOf(chart => web(chart, { ports: [Port.udp(53, { name: 'dns' })], lifecycle: { preStop: httpGet('/drain') } }))).toEqual([
      expect.stringContaining('lifecycle.preStop.port (not set): '),
    ]);
  });
});

test.each<[string, LifecycleHooks, string[]]>([
  ['no command', { postStart: exec([]) }, ['lifecycle-action']],
  ['an empty path', { preStop: httpGet('') }, ['lifecycle-action']],
  ['the port 0', { preStop: httpGet('/drain', { portNumber: 0 }) }, ['port-number']],
  ['a header with a space', { preStop: httpGet('/drain', { headers: { 'X Reason': 'a' } }) }, ['probe-header']],
  ['a host', { preStop: httpGet('/drain', { host: '127.0.0.1' }) }, ['probe-host']],
  ['a request without TLS to a port with TLS', { preStop: httpGet('/drain', { port: 'https', scheme: ProbeScheme.HTTP }) }, ['probe-tls']],
  ['a request with TLS to a port without TLS, which the kubelet repeats without', { preStop: httpGet('/drain', { port: 'http', scheme: ProbeScheme.HTTPS }) }, []],
  ['NUL in a command', { preStop: exec(['a\0']) }, ['nul-character']],
  ['a fraction of a second', { preStop: sleep(Duration.millis(1500)) }, ['controller-seconds']],
  ['an empty command of cdk8s-plus', { preStop: fromHandler(kplus.Handler.fromCommand([])) }, ['lifecycle-action']],
  ['the port 0 of cdk8s-plus', { preStop: fromHandler(kplus.Handler.fromTcpSocket({ port: 0 })) }, ['port-number']],
  ['a command of another type', { preStop: exec('drain' as any) }, ['value-type']],
  ['an action of cdk8s-plus', { preStop: kplus.Handler.fromCommand(['/bin/drain']) as any }, ['value-type']],
])('%s: %j breaks the rules %j', (_, lifecycle, rules) => {
  expect(broken(lifecycle)).toEqual(rules);
});

test('a host is accepted with an exemption and before Kubernetes 1.34', () => {
  const lifecycle = { preStop: httpGet('/drain', { host: '127.0.0.1', port: 'http' }) };
  expect(broken(lifecycle, { security: { exemptions: [SecurityExemption.probeHosts('the agent of the node')] } })).toEqual([]);
  expect(rulesBrokenBy(chart => {
    ClusterProfile.set(chart, { kubernetesVersion: '1.33' });
    web(chart, { lifecycle });
  })).toEqual([]);
  expect(preStopOf(httpGet('/drain', { portNumber: 7000 }))).not.toHaveProperty('httpGet.host');
});

describe('an action of cdk8s-plus', () => {
  test.each<[string, kplus.Handler, object]>([
    ['a command', kplus.Handler.fromCommand(['/bin/drain']), { exec: { command: ['/bin/drain'] } }],
    ['a request', kplus.Handler.fromHttpGet('/drain', { port: 7000 }), request({ port: 7000 })],
    ['a request to the first port', kplus.Handler.fromHttpGet('/drain'), request({ port: 8080 })],
    ['a connection', kplus.Handler.fromTcpSocket({ port: 7000 }), { tcpSocket: { port: 7000 } }],
  ])('is written as cdk8s-plus renders it: %s', (_, handler, action) => {
    expect(preStopOf(fromHandler(handler), [Port.http(8080)])).toEqual(action);
  });

  test.each([
    ['a command', kplus.Handler.fromCommand(['/bin/drain']), 'Use LifecycleHandler.exec([…]).'],
    ['a request', kplus.Handler.fromHttpGet('/drain'), "Use LifecycleHandler.httpGet('/drain')."],
    ['a request to a path that can be a secret', kplus.Handler.fromHttpGet('/drain?token=a'), "Use LifecycleHandler.httpGet('/drain')."],
    ['a connection', kplus.Handler.fromTcpSocket({ port: 1 }), 'Use LifecycleHandler.fromHandler(…).'],
    ['a wait of a manifest', { sleep: { seconds: 5 } }, 'Use LifecycleHandler.sleep(Duration.seconds(5)).'],
    ['a text', 'drain', "Use a value such as LifecycleHandler.exec(['/bin/drain'])."],
  ])('is refused with the replacement instead of a handler: %s', (_, preStop, fix) => {
    expect(messagesOf(chart => web(chart, { lifecycle: { preStop: preStop as any } }))).toEqual([expect.stringContaining(fix)]);
  });
});

describe('a wait', () => {
  const waiting = (seconds: number, props: Partial<ExposedWorkloadProps> = {}) => broken({ preStop: sleep(Duration.seconds(seconds)) }, props);

  test('is refused if no time of the grace period is left after it', () => {
    expect(waiting(20, { terminationGracePeriod: Duration.seconds(20) })).toEqual(['shutdown-grace-period']);
    expect(waiting(19, { terminationGracePeriod: Duration.seconds(20) })).toEqual([]);
    expect(waiting(0, { terminationGracePeriod: Duration.seconds(0) })).toEqual([]);
    expect(messagesOf(chart => web(chart, { lifecycle: { preStop: sleep(Duration.minutes(1)) } }))).toEqual([
      expect.stringMatching(/^shop\/web: lifecycle\.preStop\.duration "1 minute": .+ The grace period is 35 seconds\. Use a shorter time, or set terminationGracePeriod: Duration\.seconds\(90\)\./),
    ]);
  });

  test('is compared with the default of the grace period that is final at synth', () => {
    expect(waiting(34)).toEqual([]);
    expect(waiting(35)).toEqual(['shutdown-grace-period']);
    expect(waiting(29, { shutdownDelay: Duration.seconds(0) })).toEqual([]);
    expect(waiting(30, { shutdownDelay: Duration.seconds(0) })).toEqual(['shutdown-grace-period']);
    expect(rulesBrokenBy(chart => {
      const workload = web(chart, { lifecycle: { preStop: sleep(Duration.seconds(50)) } });
      new ExposedPods(chart, 'public', { selector: workload, ports: [Port.http(8080)], exposure: Exposure.loadBalancer() });
    })).toEqual([]);
  });

  test('after the start can be as long as the grace period', () => {
    expect(broken({ postStart: sleep(Duration.seconds(20)) }, { terminationGracePeriod: Duration.seconds(20) })).toEqual([]);
    expect(broken({ postStart: sleep(Duration.seconds(21)) }, { terminationGracePeriod: Duration.seconds(20) })).toEqual(['shutdown-grace-period']);
  });
});

describe('a stop signal', () => {
  const signal = (stopSignal: string, stopSignalJustification?: string) => ({ stopSignal, stopSignalJustification });

  test('is written with a justification, and with the operating system that it requires', () => {
    const pod = podOf(signal('SIGUSR1', 'the feature gate is enabled'));
    expect(pod.containers[0].lifecycle).toEqual({ preStop: { sleep: { seconds: 5 } }, stopSignal: 'SIGUSR1' });
    expect(pod.os).toEqual({ name: 'linux' });
    expect(podOf({ postStart: exec(['a']) })).not.toHaveProperty('os');
  });

  test.each([['SIGRTMIN', []], ['SIGRTMIN+15', []], ['SIGRTMAX-14', []], ['SIGTERM', []]])('%s is accepted', (name, rules) => {
    expect(broken(signal(name, 'reviewed'))).toEqual(rules);
  });

  test.each(['SIGRTMIN+16', 'SIGRTMAX-15', 'SIGRTMIN+0', 'USR1', 'sigusr1', '9', ''])('%j is refused', name => {
    expect(broken(signal(name, 'reviewed'))).toEqual(['stop-signal']);
  });

  test.each([undefined, ' '])('is refused with the justification %j', reason => {
    expect(broken(signal('SIGUSR1', reason))).toEqual(['stop-signal']);
  });
});

describe('the lifecycle of another container of the pod', () => {
  const proxy = { name: 'proxy', image: 'registry.example.com/proxy:2', ports: [Port.http(9900, { name: 'proxy-admin', exposed: false })] };
  const sidecarOf = (lifecycle: LifecycleHooks) => podOf({}, { sidecars: [{ ...proxy, lifecycle }] }).initContainers[0].lifecycle;
  const messages = (lifecycle: LifecycleHooks, props: Props = {}) => {
    return messagesOf(chart => web(chart, { ports: PORTS, sidecars: [{ ...proxy, lifecycle }], ...props }));
  };

  test('has the names of the ports of the container, and the TLS of all ports of the pod', () => {
    expect(sidecarOf({ preStop: httpGet('/drain') })).toEqual({ preStop: request({ port: 'proxy-admin' }) });
    expect(sidecarOf({ preStop: httpGet('/drain', { portNumber: 8443 }) })).toEqual({ preStop: request({ port: 8443, scheme: 'HTTPS' }) });
    expect(sidecarOf({ preStop: httpGet('/drain', { port: 'https' }) })).toEqual({ preStop: request({ port: 8443, scheme: 'HTTPS' }) });
    expect(sidecarOf({})).toBeUndefined();
  });

  test('of an additional container replaces the wait for the shutdown delay', () => {
    const { containers } = podOf({}, { additionalContainers: [{ ...proxy, lifecycle: { preStop: exec(['/bin/drain']) } }] });
    expect(containers.map(({ lifecycle }: any) => lifecycle.preStop)).toEqual([{ sleep: { seconds: 5 } }, { exec: { command: ['/bin/drain'] } }]);
  });

  test('is checked with the prefix of the container', () => {
    expect(messages({ preStop: httpGet('/drain', { port: 'drain' }) })).toEqual([expect.stringMatching(/^shop\/web: sidecars\[0\]\.lifecycle\.preStop\.port "drain"/)]);
    expect(messages({ preStop: httpGet('/drain', { portNumber: 8443, scheme: ProbeScheme.HTTP }) })).toEqual([
      expect.stringMatching(/^shop\/web: sidecars\[0\]\.lifecycle\.preStop\.scheme "HTTP"/),
    ]);
    expect(messages({ preStop: exec(['drain', '$(MODE)']) })).toEqual([expect.stringMatching(/^shop\/web: sidecars\[0\]\.lifecycle\.preStop\.command\[1\] /)]);
    expect(messages({ postStart: sleep(Duration.seconds(40)) })).toEqual([expect.stringMatching(/^shop\/web: sidecars\[0\]\.lifecycle\.postStart\.duration "40 seconds"/)]);
    expect(messages({ postStart: sleep(Duration.seconds(40)) }, { terminationGracePeriod: Duration.seconds(20) })).toHaveLength(1);
    expect(messages({ preStop: httpGet('/drain'), postStart: exec(['a']) })).toEqual([]);
  });

  test('with a stop signal sets the operating system of the pods', () => {
    const pod = podOf({}, { sidecars: [{ ...proxy, lifecycle: { stopSignal: 'SIGINT', stopSignalJustification: 'the feature gate is enabled' } }] });
    expect([pod.os, pod.initContainers[0].lifecycle]).toEqual([{ name: 'linux' }, { stopSignal: 'SIGINT' }]);
  });
});
