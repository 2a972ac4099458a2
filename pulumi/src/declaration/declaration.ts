import type * as pulumi from '@pulumi/pulumi';
import type { App, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { chartId, type Program } from './program';
import { apiObjectsIn, render, type RenderedObject } from './rendering';
import { RunInputs, type InputCall, type InputCalls, type Inputs, type Settled } from '../inputs/inputs';
import type { SettledValues } from '../inputs/known-values';
import { explainPlaceholders, type Placeholder, type Run } from '../inputs/placeholder';

/** Declares the objects of a component in a chart, and returns the constructs that other code uses. */
export type Declare<T> = (chart: Chart, inputs: Inputs) => T;

/** One run of the callback. */
export interface DeclaredRun<T> {
  readonly chart: Chart;
  readonly parts: T;
  /** Which object waits for which other one, as the callback has set with `addDependency`. */
  readonly dependencies: readonly (readonly [from: string, to: IConstruct])[];
  /** The objects when the callback had ended. Callbacks of other components can change them later. */
  readonly objects: ReadonlyMap<string, RenderedObject>;
}

/** The callback of a component, and its runs. */
export class Declaration<T = unknown> implements InputCalls {
  public readonly calls: InputCall[] = [];
  /** What is known of each Output. Set before the run `known`. */
  public settled?: ReadonlyMap<Placeholder, Settled>;
  /** What is known of all Outputs that the objects can depend on, after the run `known`. */
  public known?: Promise<SettledValues>;
  /** The resources, by the path of the construct. */
  public resources?: Promise<ReadonlyMap<string, pulumi.Resource>>;
  /** The objects that are registered. */
  public registered?: ReadonlyMap<string, RenderedObject>;
  /** The components whose parts the callback has read. */
  private readonly used = new Set<Declaration<any>>();
  private readonly runs = new Map<Run, DeclaredRun<T>>();
  private readonly appIndex: number;

  constructor(
    public readonly program: Program<Declaration<any>>, public readonly name: string,
    public readonly provider: pulumi.ProviderResource | undefined, private readonly createChart: (app: App, inputs: Inputs) => Chart,
    private readonly declare: Declare<T>,
  ) {
    this.appIndex = program.reserve(name, provider);
  }

  /** The components with the same provider that were created before. */
  public get earlier(): readonly Declaration<any>[] {
    const { declarations } = this.program;
    const index = declarations.indexOf(this);
    return declarations.slice(0, index < 0 ? undefined : index).filter(({ provider }) => provider === this.provider);
  }

  /** What the callback has returned: in the callback of another component, in the same run as that callback. */
  public get parts(): T {
    const { active } = this.program;
    if (active === undefined || active.declaration === this) {
      return this.in('first').parts;
    }
    active.declaration.used.add(this);
    return this.in(active.run).parts;
  }

  /** The components whose parts the callback has read, and those that their callbacks have read. */
  public get uses(): readonly Declaration<any>[] {
    return [...new Set([...this.used].flatMap(declaration => [declaration, ...declaration.uses]))];
  }

  /** All Outputs that the objects can depend on. */
  public get placeholders(): readonly Placeholder[] {
    return [...new Set([this, ...this.uses].flatMap(({ calls }) => calls.map(({ placeholder }) => placeholder)))];
  }

  public placeholderFor(...args: Parameters<InputCalls['placeholderFor']>): Placeholder {
    return this.program.placeholderFor(...args);
  }

  public hasRun(run: Run): boolean {
    return this.runs.has(run);
  }

  /** Runs the callback, if it has not run yet. */
  public in(run: Run): DeclaredRun<T> {
    const existing = this.runs.get(run);
    if (existing) {
      return existing;
    }
    const app = this.program.app(run, this.appIndex);
    try {
      const created = this.program.withActive({ declaration: this, run }, () => this.runIn(app, run));
      this.runs.set(run, created);
      return created;
    } catch (error) {
      app.node.tryRemoveChild(chartId(this.name));
      throw new Error(explainPlaceholders(error instanceof Error ? error.message : String(error), this.placeholders));
    }
  }

  private runIn(app: App, run: Run): DeclaredRun<T> {
    const inputs = new RunInputs(run, this);
    const chart = this.createChart(app, inputs);
    const parts = this.declare(chart, inputs);
    inputs.checkComplete();
    if (typeof (parts as any)?.then === 'function') {
      throw new Error('The callback is asynchronous. Wait for promises before the component is created, or pass them to inputs.');
    }
    const unknown = app.node.children.filter(child => child !== chart && !this.program.isComponent(child.node.id, this.appIndex));
    if (unknown.length > 0) {
      throw new Error(`'${unknown[0].node.path}' is not in the chart of a component. Create it in the chart that the callback receives.`);
    }
    // cdk8s adds dependencies between charts when it renders.
    const dependencies = dependenciesIn(chart);
    return { chart, parts, dependencies, objects: render(chart) };
  }
}

function dependenciesIn(chart: Chart): (readonly [string, IConstruct])[] {
  return chart.node.findAll().flatMap(construct => construct.node.dependencies.flatMap(dependency => apiObjectsIn(construct)
    .filter(object => !object.node.scopes.includes(dependency))
    .map(object => [object.node.path, dependency] as const)));
}
