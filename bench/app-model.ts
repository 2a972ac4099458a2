/** What an app declares, for all sides: workloads of equal form, in one chart or in a chart each. */
export interface AppModel {
  readonly charts: readonly ChartModel[];
  /** Whether each workload has a NetworkPolicy that allows only its connections and DNS. */
  readonly isolated: boolean;
  /** The Gateway that each workload has an HTTPRoute to. */
  readonly gateway?: GatewayModel;
}

export interface ChartModel {
  readonly id: string;
  readonly namespace: string;
  readonly workloads: readonly WorkloadModel[];
}

/** A Deployment with a Service. */
export interface WorkloadModel {
  readonly name: string;
  /** The workload that this one calls. */
  readonly calls?: Place;
  /** The workload that calls this one. */
  readonly calledBy?: Place;
  /** The host of its route. */
  readonly host?: string;
}

export interface GatewayModel extends Place {
  readonly className: string;
}

export interface Place {
  readonly name: string;
  readonly namespace: string;
}

/** The form of an app, from which each side can create its model in a process of its own. */
export interface AppShape {
  /** All workloads in one chart, or a chart for each workload. */
  readonly layout: 'one chart' | 'a chart each';
  readonly size: number;
  /** Whether the workloads in different charts have the same name. In one chart, all names are different. */
  readonly equalNames?: boolean;
  /** Whether each workload calls the previous one. */
  readonly connected?: boolean;
  readonly isolated?: boolean;
  readonly routed?: boolean;
}

/** Creates the model of an app. */
export function appModel({ layout, size, equalNames = false, connected = false, isolated = false, routed = false }: AppShape): AppModel {
  const places = Array.from({ length: size }, (_, index): Place => ({
    name: equalNames ? 'web' : `web-${index}`,
    namespace: layout === 'one chart' ? 'shop' : `team-${index}`,
  }));
  const workloads = places.map(({ name }, index): WorkloadModel => ({
    name,
    calls: connected ? places[index - 1] : undefined,
    calledBy: connected ? places[index + 1] : undefined,
    host: routed ? `${name}.example.com` : undefined,
  }));
  const charts = layout === 'one chart'
    ? [{ id: 'shop', namespace: 'shop', workloads }]
    : places.map(({ namespace }, index) => ({ id: namespace, namespace, workloads: [workloads[index]] }));
  const gateway = routed ? { name: 'public', namespace: charts[0].namespace, className: 'example' } : undefined;
  return { charts, isolated, gateway };
}
