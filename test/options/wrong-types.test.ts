import { Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Controller, ExposedWorkload, Exposure, HealthCheck, PathMatch, Port, Route, RouteBackend, RouteParent, ValueMatch } from '../../lib';
import { db, messagesOf, web } from '../rules/broken';
import { newChart } from '../support';

const PROXY = { name: 'proxy', image: 'registry.example.com/proxy:2' };

/** The part of each message from the field to the fix. */
function problemsOf(props: object): string[] {
  return messagesOf(chart => web(chart, props)).map(message => /^shop\/web: (.*) \[[a-z-]+\] \S+$/.exec(message)![1]);
}

describe('options of another type are refused, not ignored', () => {
  test.each<[string, object, string]>([
    ['a list for an exposure', { exposure: Exposure.loadBalancer(['10.0.0.0/8'] as object) }, 'exposure.options '],
    ['a number for a port', { ports: [Port.http(8080, 80 as any)] }, 'ports[0].options '],
    ['a text for a health check', { readiness: HealthCheck.http('/', 'admin' as any) }, 'readiness.options '],
    ['a text in place of a flag', { ports: [Port.http(8080), Port.http(9000, { name: 'admin', exposed: 'false' as any })] }, 'ports[1].exposed '],
    ['a single text in place of a list', { args: '--verbose' }, 'args '],
    ['a number in a list of texts', { args: ['--port', 8080] }, 'args[1] '],
    ['a missing item of a list', { args: ['--token', undefined] }, 'args[1] '],
    ['a number for a directory', { workingDir: 5 }, 'workingDir '],
    ['a text for metadata', { serviceMetadata: 'x' }, 'serviceMetadata '],
    ['a map', { env: new Map([['A', 'a']]) }, 'env '],
    ['a set', { podMetadata: { labels: new Set(['a']) } }, 'podMetadata.labels '],
    ['a date', { podMetadata: { annotations: new Date(0) } }, 'podMetadata.annotations '],
    ['a variable of cdk8s-plus in place of all variables', { env: kplus.EnvValue.fromValue('a') }, 'env (EnvValue)'],
  ])('%s', (_, props, begins) => {
    expect(problemsOf(props)).toEqual([expect.stringContaining(begins)]);
  });

  test('a text for the options of a connection', () => {
    expect(messagesOf(chart => web(chart).connectTo(db(chart), 'ORDERS' as any)))
      .toEqual([expect.stringMatching(/^shop\/web: connectTo\(shop\/db\)\.options .+#value-type$/)]);
  });

  test('a null in place of a value match, which would match every request', () => {
    const rules = (chart: any) => [{ headers: { 'x-a': null as unknown as ValueMatch }, backends: [RouteBackend.of(web(chart))] }];

    expect(messagesOf(chart => new Route(chart, 'shop', { parents: [RouteParent.gatewayNamed('public')], rules: rules(chart) })))
      .toEqual([expect.stringMatching(/^shop\/shop: rules\[0\]\.headers\['x-a'\] null: .+#value-type$/)]);
  });
});

describe('the message contains the expression for', () => {
  test.each<[string, object, string]>([
    ['a size in place of storage', { controller: Controller.statefulSet({ volumeClaims: [{ name: 'data', storage: Size.gibibytes(10) as any }] }) }, "Use '10Gi'."],
    ['a probe of cdk8s-plus in a sidecar', { sidecars: [{ ...PROXY, readiness: kplus.Probe.fromHttpGet('/ready', { port: 8080 }) }] }, "Use a value such as HealthCheck.http('/healthz')."],
    ['a variable of cdk8s-plus in a sidecar', { sidecars: [{ ...PROXY, env: { A: kplus.EnvValue.fromValue('a') } }] }, 'Use the string, without kplus.EnvValue.'],
    ['a port of cdk8s-plus in a sidecar', { sidecars: [{ ...PROXY, ports: [{ number: 9102 }] }] }, 'Use a value such as Port.http(8080).'],
    ['a duration', { shutdownDelay: '30s' }, 'Use Duration.seconds(30).'],
    ['a duration in minutes', { terminationGracePeriod: '2m' }, 'Use Duration.minutes(2).'],
    ['a port', { ports: [8080] }, 'Use Port.http(8080), or the factory for another protocol.'],
    ['a number of a port', { ports: [Port.http('8080' as any)] }, 'Use 8080, without quotes.'],
    ['an exposure', { exposure: 'LoadBalancer' }, 'Use Exposure.loadBalancer().'],
    ['a controller', { controller: 'StatefulSet' }, 'Use Controller.statefulSet().'],
    ['a TCP probe', { liveness: { tcpSocket: { port: 8080 } } }, 'Use HealthCheck.tcp().'],
    ['a gRPC probe', { liveness: { grpc: { port: 8080 } } }, 'Use HealthCheck.grpc().'],
    ['a command of a probe', { liveness: { exec: { command: ['a'] } } }, 'Use HealthCheck.exec([…]).'],
    ['a probe without a path', { liveness: { httpGet: { port: 8080 } } }, "Use HealthCheck.http('/healthz')."],
    ['a variable in place of a list', { envFrom: 'login' }, "Use an array, such as [EnvFromSource.secret('login')]."],
    ['a path of a health check', { readiness: '/healthz' }, "Use HealthCheck.http('/healthz')."],
    ['a probe', { liveness: { httpGet: { path: '/live', port: 8080 } } }, "Use HealthCheck.http('/live')."],
    ['a service account', { serviceAccount: 'orders' }, "Use kplus.ServiceAccount.fromServiceAccountName(this, 'orders', 'orders')."],
    ['a pull secret', { imagePullSecrets: ['registry'] }, "Use kplus.Secret.fromSecretName(this, 'registry', 'registry')."],
    ['a size in place of a quantity', { resources: { limits: { memory: Size.mebibytes(128) } } }, "Use '128Mi'."],
    ['CPUs in place of a quantity', { resources: { requests: { cpu: kplus.Cpu.millis(100) } } }, "Use '100m'."],
    ['a number of CPUs in place of a quantity', { resources: { requests: { cpu: 2 } } }, 'Write the number in quotes.'],
    ['resources as cdk8s-plus groups them', {
      resources: { cpu: { request: kplus.Cpu.millis(100), limit: '2' }, ephemeralStorage: { limit: Size.gibibytes(1) } },
    }, "Use { requests: { cpu: '100m' }, limits: { cpu: '2', 'ephemeral-storage': '1Gi' } }."],
    ['resources as cdk8s-plus groups them, with an amount that is no quantity', { resources: { memory: { request: Size.mebibytes(NaN) } } }, 'Use { requests: { memory: … } }.'],
    ['resources without their option', { requests: { cpu: '1' } }, "Use resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { memory: '256Mi' } }."],
    ['the resize policy of Kubernetes', { resizePolicy: [] }, 'Use resize: { memory: ResizeRestart.RESTART_CONTAINER }.'],
  ])('%s', (_, props, fix) => {
    const [problem] = problemsOf(props);

    expect(problem.endsWith(fix) ? fix : problem).toBe(fix);
  });

  test.each([['10.20.0.5', "Use Backend.addresses('10.20.0.5')."], ['db.example.com', "Use Backend.hostname('db.example.com')."]])('a backend: %s', (backend, fix) => {
    expect(messagesOf(chart => db(chart, { backend: backend as any }))[0]).toContain(fix);
  });

  test('a certificate and a parent of a route', () => {
    const declare = (chart: any) => new Route(chart, 'shop', { parents: ['public' as any], tls: 'shop-tls' as any, backend: web(chart) });

    expect(messagesOf(declare)).toEqual([
      expect.stringContaining("Use RouteParent.gatewayNamed('public') or RouteParent.ingressClass('public')."), expect.stringContaining("Use RouteTls.secret('shop-tls')."),
    ]);
  });

  test('options that are missing or that are a list', () => {
    expect(messagesOf(chart => new ExposedWorkload(chart, 'web', undefined as any))[0]).toContain('shop/web: image (not set): ');
    expect(messagesOf(chart => new ExposedWorkload(chart, 'web', [] as any))).toEqual([expect.stringMatching(/^shop\/web: props \[\]: .+#value-type$/)]);
  });

  test('a path of a route', () => {
    const declare = (chart: any) => new Route(chart, 'shop', {
      parents: [RouteParent.gatewayNamed('public')], rules: [{ paths: ['/api' as unknown as PathMatch], backends: [RouteBackend.of(web(chart))] }],
    });

    expect(messagesOf(declare)).toEqual([expect.stringContaining("Use PathMatch.prefix('/api').")]);
  });
});

test('an object that cannot be converted to a text is refused like another one', () => {
  expect(problemsOf({ shutdownDelay: Object.create(null) })).toEqual([expect.stringContaining('Use a value such as Duration.seconds(30).')]);
});

describe('refused are', () => {
  class Labels {
    public get app(): string {
      return 'web';
    }
  }
  class Duration {
    public readonly seconds = 5;
  }

  test.each<[string, object, string]>([
    ['a map whose entries are not its own, which would read as empty', { podMetadata: { labels: new Labels() } }, 'podMetadata.labels '],
    ['a map that inherits all entries', { env: Object.create({ A: 'a' }) }, 'env '],
    ['a class of another package with the same name', { shutdownDelay: new Duration() }, 'shutdownDelay '],
    ['a workload in place of an account', { serviceAccount: new kplus.Deployment(newChart(), 'a', { containers: [{ image: 'a' }] }) }, 'serviceAccount '],
    ['a list in place of several arguments', { exposure: 'a', readiness: HealthCheck.exec([['/bin/true']] as any) }, 'exposure '],
  ])('%s', (_, props, begins) => {
    expect(problemsOf(props)[0].startsWith(begins)).toBe(true);
  });
});

test.each<[string, object]>([
  ['a path with a token', { readiness: '/healthz?token=sealedword' }],
  ['a probe with a token', { readiness: { httpGet: { path: '/healthz?token=sealedword' } } }],
  ['a token in place of a Secret', { imagePullSecrets: ['dckr_pat_sealedword'] }],
])('the fix for %s does not contain it', (_, props) => {
  expect(problemsOf(props).join()).not.toContain('sealedword');
});

test('the fix for a backend with a password does not contain it', () => {
  for (const backend of ['postgres://user:sealed word@db/x', 'user:sealed word']) {
    expect(messagesOf(chart => db(chart, { backend: backend as any })).join()).not.toContain('sealed');
  }
});

test('all options of a wrong type are reported in one error', () => {
  expect(problemsOf({ image: 5, ports: ['http'], replicas: '3', env: { A: 1 } })).toHaveLength(4);
});

test('a construct that is refused because of a type is not part of the tree', () => {
  expect(messagesOf(chart => {
    expect(() => web(chart, { replicas: '3' as any })).toThrow('#value-type');
    web(chart);
  })).toEqual([]);
});

test('a construct is not part of the tree if an accessor of the program throws an error', () => {
  expect(messagesOf(chart => {
    const props = { get image(): string { throw new Error('No image is set.'); } };
    expect(() => new ExposedWorkload(chart, 'web', props as any)).toThrow('No image is set.');
    web(chart);
  })).toEqual([]);
});

test('an error with very many problems lists the first forty-five', () => {
  const message = (() => {
    try {
      return web(newChart(), { args: Array.from({ length: 10_000 }, (_, index) => index) as unknown[] as string[] }).node.path;
    } catch (error) {
      return (error as Error).message;
    }
  })();

  expect(message.split('\n')).toHaveLength(46);
  expect(message.split('\n')[45]).toBe('There are 9955 more problems.');
});

test.each([{ toString: 'a' }, Object.create(null)])('an object that has no text is refused', value => {
  expect(messagesOf(chart => web(chart, { shutdownDelay: value, exposure: value, resources: { limits: { cpu: value } } }))).toHaveLength(3);
});
