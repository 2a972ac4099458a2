import { Session } from 'inspector';
import { ApiObject, App, Chart } from 'cdk8s';
import { PersistentVolumeAccessMode, PersistentVolumeClaim, Pods, Volume } from 'cdk8s-plus-28';
import {
  AllowedRoutes, Backend, ClusterProfile, ExposedPods, ExposedWorkload, Exposure, ExternalService, Gateway, Isolation,
  NetworkPolicyProvider, PodSelection, Port, Route, RouteParent, WorkloadDefaults, type ExposedWorkloadProps,
} from '../lib';

/** Declares the content of one of many charts. */
type Declare = (chart: Chart, index: number) => void;

const workload = (chart: Chart, id: string, props: Partial<ExposedWorkloadProps> = {}) => (
  new ExposedWorkload(chart, id, { image: 'registry.example.com/web:1.4.2', ports: [Port.http(8080)], ...props })
);

/** Apps that grow by one chart at a time. */
const APPS: Readonly<Record<string, (app: App) => Declare>> = {
  'a chart for each workload, with equal names': () => chart => workload(chart, 'web'),
  'a chart for each workload, with different names': () => (chart, index) => workload(chart, `web-${index}`),
  'a chart for each workload, each in a cluster with a name': () => (chart, index) => {
    ClusterProfile.set(chart, { cluster: `cluster-${index % 2}` });
    workload(chart, 'web');
  },
  'workloads with defaults of their app and chart': app => {
    WorkloadDefaults.set(app, { env: { REGION: 'eu' }, labels: { team: 'shop' } });
    return chart => {
      WorkloadDefaults.set(chart, { replicas: 2 });
      workload(chart, 'web', { env: { LOG_LEVEL: 'info' }, ignoredDefaults: ['labels'] });
    };
  },
  'isolated workloads that call each other': app => {
    Isolation.enable(app);
    let previous: ExposedWorkload | undefined;
    return chart => {
      const caller = workload(chart, 'web');
      if (previous) {
        caller.connectTo(previous);
      }
      previous = caller;
    };
  },
  'isolated workloads that call host names': app => {
    ClusterProfile.set(app, { networkPolicyProvider: NetworkPolicyProvider.CILIUM });
    Isolation.enable(app);
    return chart => {
      workload(chart, 'web').connectTo(new ExternalService(chart, 'mail', { backend: Backend.hostname('mail.example.com'), ports: [Port.tcp(587)] }));
    };
  },
  'isolated workloads behind a Gateway': app => {
    ClusterProfile.set(app, { routeClasses: { traefik: { namespace: 'traefik', podLabels: { app: 'traefik' } } } });
    Isolation.enable(app);
    const gateways = new Chart(app, 'gateways', { namespace: 'gateways' });
    const gateway = new Gateway(gateways, 'public', { className: 'traefik', allowedRoutes: AllowedRoutes.fromAll() });
    return (chart, index) => new Route(chart, 'route', {
      parents: [RouteParent.gateway(gateway)], hosts: [`web-${index}.example.com`], backend: workload(chart, 'web'),
    });
  },
  'workloads in one namespace, each behind a load balancer that selects by labels': app => {
    ClusterProfile.set(app, { cluster: 'production' });
    return (chart, index) => {
      const shop = new Chart(chart, 'shop', { namespace: 'shop' });
      const labels = { team: 'shop', app: `web-${index}` };
      workload(shop, `web-${index}`, { podMetadata: { labels } });
      const selector = Pods.select(shop, 'pods', { labels });
      new ExposedPods(shop, `web-${index}-public`, { selector: PodSelection.of(selector), ports: [Port.http(8080)], exposure: Exposure.loadBalancer() });
    };
  },
  'workloads in one namespace, each with an autoscaler and a budget that users have written': () => (chart, index) => {
    const shop = new Chart(chart, 'shop', { namespace: 'shop' });
    const { matchLabels } = workload(shop, `web-${index}`).workload;
    const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: `web-${index}` };
    new ApiObject(shop, 'budget', { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', spec: { maxUnavailable: 1, selector: { matchLabels } } });
    new ApiObject(shop, 'scaler', { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', spec: { scaleTargetRef, maxReplicas: 5 } });
  },
  'a Gateway for each workload': () => chart => {
    const gateway = new Gateway(chart, 'public', { className: 'traefik' });
    new Route(chart, 'route', { parents: [RouteParent.gateway(gateway)], backend: workload(chart, 'web') });
  },
  'workloads with volume claims': () => chart => {
    const claim = new PersistentVolumeClaim(chart, 'claim', { metadata: { name: 'data' }, accessModes: [PersistentVolumeAccessMode.READ_WRITE_MANY] });
    workload(chart, 'web', { security: { user: 1000 } }).container.mount('/data', Volume.fromPersistentVolumeClaim(chart, 'volume', claim));
  },
};

/**
 * The functions that each validation calls, which cdk8s makes once for each chart: they find out whether the app has changed. They must do nothing
 * else. All other functions are called in proportion to the number of workloads.
 */
const IN_EACH_VALIDATION = [
  'app/checks-at-synth.ts', 'workload/pod/pod-parts.ts', 'manifest/observed-metadata.ts: get revision', 'workload/pod/workloads.ts: get podMetadata',
  'service/managed-service.ts: appendParts', 'service/managed-service.ts: get metadata', 'service/offered-service.ts: appendParts',
  'workload/parts/workload-pods.ts: appendParts', 'external/create-endpoints.ts: appendParts', 'gateway.ts: appendParts', 'cluster/cluster-profile.ts: appendParts', 'gateway/listeners.ts: get all',
];

type Coverage = { url: string; functions: { functionName: string; ranges: { startOffset: number; count: number }[] }[] }[];

/** The number of calls of each function of the library during each run. */
function callsDuring(runs: readonly (() => void)[]): Map<string, number>[] {
  const session = new Session();
  session.connect();
  const profiler = (method: string, params?: object) => {
    let result: any;
    session.post(`Profiler.${method}` as string, params, (error, value) => {
      if (error) {
        throw error;
      }
      result = value;
    });
    return result;
  };
  profiler('enable');
  profiler('startPreciseCoverage', { callCount: true, detailed: false });
  try {
    return runs.map(run => {
      run();
      return callsIn(profiler('takePreciseCoverage').result);
    });
  } finally {
    profiler('stopPreciseCoverage');
    session.disconnect();
  }
}

function callsIn(coverage: Coverage): Map<string, number> {
  const own = coverage.flatMap(({ url, functions }) => {
    const [, file] = /^(?!.*node_modules).*[/\\]lib[/\\](.*\.ts)$/.exec(url) ?? [];
    return file === undefined ? [] : functions.map(called => ({ file: file.replace(/\\/g, '/'), ...called }));
  });
  // The names of functions that count statements for the coverage report start with cov_.
  return new Map(own.filter(({ functionName }) => !functionName.startsWith('cov_'))
    .map(({ file, functionName, ranges: [{ startOffset, count }] }) => [`${file}: ${functionName} ${startOffset}`, count]));
}

function synthesize(app: (app: App) => Declare, charts: number): void {
  const created = new App();
  const declare = app(created);
  Array.from({ length: charts }, (_, index) => declare(new Chart(created, `chart-${index}`, { namespace: `namespace-${index}` }), index));
  created.synthYaml();
}

/** The numbers of charts. */
const SIZES = [10, 100, 300];

/** The functions whose calls for each additional chart increase with the number of charts. */
function growing(calls: ReadonlyMap<number, ReadonlyMap<string, number>>): string[] {
  const [small, medium, large] = calls.keys();
  return [...calls.get(large)!.keys()].filter(name => {
    const of = (charts: number) => calls.get(charts)!.get(name) ?? 0;
    return (of(large) - of(medium)) / (large - medium) > 0.1 + 1.05 * (of(medium) - of(small)) / (medium - small);
  });
}

test.each(Object.entries(APPS))('%s: the work grows in proportion to the app, except that each validation looks for changes', (_, app) => {
  // V8 counts the first calls of a function incompletely.
  const [, ...counted] = callsDuring([100, ...SIZES].map(charts => () => synthesize(app, charts)));
  const calls = new Map(SIZES.map((charts, index) => [charts, counted[index]]));
  const unexpected = growing(calls).filter(name => !IN_EACH_VALIDATION.some(known => name.startsWith(known)));

  expect(calls.get(300)!.size).toBeGreaterThan(400);
  expect(unexpected).toEqual([]);
});
