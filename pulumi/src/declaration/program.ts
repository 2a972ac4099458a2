import * as pulumi from '@pulumi/pulumi';
import { App } from 'cdk8s';
import { MAX_PLACEHOLDERS, type Format, type Placeholder, type Run } from '../inputs/placeholder';

/** The callback that runs. */
interface Active<D> {
  readonly declaration: D;
  readonly run: Run;
}

/** What the components of one execution of a Pulumi program share. A process can execute several programs, with the Automation API. */
const PROGRAMS = new WeakMap<object, Program<any>>();

/** The charts of one app. All of them have the same provider, which is the same cluster. */
interface AppCharts {
  readonly provider: pulumi.ProviderResource | undefined;
  /** The ids of the charts. */
  readonly ids: string[];
}

/** The id of the chart of a component. The package constructs replaces slashes in ids like this. */
export function chartId(component: string): string {
  return component.replaceAll('/', '--');
}

/**
 * One execution of a Pulumi program. Its components with the same provider are charts of the same app, so that their constructs can be connected.
 *
 * @typeParam D the declaration of a component
 */
export class Program<D> {
  /** The program that is executed now. Each execution has a monitor of its own. */
  public static current<D>(): Program<D> {
    const monitor = pulumi.runtime.getMonitor() as object;
    const program = PROGRAMS.get(monitor) ?? new Program<D>();
    PROGRAMS.set(monitor, program);
    return program;
  }

  /** The components, in the order of their creation. */
  public readonly declarations: D[] = [];
  /** The Outputs of all components. */
  public readonly placeholders: Placeholder[] = [];
  private readonly byValue = new WeakMap<object, Placeholder[]>();
  /** The charts of each app. */
  private readonly charts: AppCharts[] = [];
  private readonly apps = new Map<string, App>();
  private running?: Active<D>;

  private constructor() {}

  public get active(): Active<D> | undefined {
    return this.running;
  }

  public withActive<T>(active: Active<D>, call: () => T): T {
    const outer = this.running;
    this.running = active;
    try {
      return call();
    } finally {
      this.running = outer;
    }
  }

  /**
   * Reserves the name of a component. Returns the number of its app. Components with other providers are in other apps, and so are components with the
   * same name, which have different parents.
   */
  public reserve(name: string, provider: pulumi.ProviderResource | undefined): number {
    const id = chartId(name);
    const found = this.charts.findIndex(other => other.provider === provider && !other.ids.includes(id));
    const index = found < 0 ? this.charts.push({ provider, ids: [] }) - 1 : found;
    this.charts[index].ids.push(id);
    return index;
  }

  public isComponent(id: string, index: number): boolean {
    return this.charts[index].ids.includes(id);
  }

  public app(run: Run, index: number): App {
    const key = `${run} ${index}`;
    const app = this.apps.get(key) ?? new App();
    this.apps.set(key, app);
    return app;
  }

  /** The placeholder for an Output or a promise. The same value has the same placeholder, so that names that contain it are equal. */
  public placeholderFor(value: object, method: string, format: Format, isUnique: boolean): Placeholder {
    const number = this.placeholders.length;
    const [first, second] = format(number);
    const same = this.byValue.get(value) ?? [];
    const existing = same.find(other => other.method === method && (method !== 'withExamples' || (other.first === first && other.second === second)));
    if (existing) {
      return existing;
    }
    if (number === MAX_PLACEHOLDERS) {
      throw new Error(`A program can use at most ${MAX_PLACEHOLDERS} Outputs in its declarations.`);
    }
    const output = pulumi.output(value) as unknown as Placeholder['output'];
    const placeholder = { name: `Output ${number + 1} (inputs.${method})`, method, first, second, output, isUnique };
    this.placeholders.push(placeholder);
    this.byValue.set(value, [...same, placeholder]);
    return placeholder;
  }
}
