import * as pulumi from '@pulumi/pulumi';
import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { checkUnchanged, computedValues, currentTemplates, templatesOf, type Templates } from './declaration/checks';
import { Declaration, type Declare } from './declaration/declaration';
import { failProgram } from './declaration/fail-program';
import { Program } from './declaration/program';
import { apiObjectsIn } from './declaration/rendering';
import type { SettledValues } from './inputs/known-values';
import { redact } from './inputs/redact';
import { settle } from './inputs/settle';
import { plan } from './resources/plan';
import { resourceClass } from './resources/resource-class';
import { registerResources } from './resources/resources';

/** The chart of a component. */
export interface Cdk8sComponentArgs {
  /**
   * Namespace of all objects that set none themselves.
   *
   * @default - the namespace of the provider
   */
  readonly namespace?: pulumi.Input<string>;

  /**
   * Labels of all objects.
   *
   * @default - no labels
   */
  readonly labels?: { readonly [key: string]: pulumi.Input<string> };

  /**
   * Whether names that cdk8s generates have no hash of the path of the construct. It has no effect on names that a construct sets.
   *
   * @default false
   */
  readonly disableResourceNameHashes?: boolean;
}

/** The type of the component in Pulumi, which is a part of the URN of each resource. */
const TYPE = 'cdk8s-service-patterns-pulumi:index:Cdk8sComponent';

/** The type of a resource of the provider, for which Pulumi finds the provider. */
const ANY_RESOURCE = 'kubernetes:core/v1:Service';

/**
 * A cdk8s chart in a Pulumi program. Each of its objects becomes a resource of its own type, which is a child of the component.
 *
 * The callback declares the objects in a chart, as in a cdk8s application. It runs at once, and again when the values of the Outputs that it uses are
 * known: the rules of the constructs judge what is really applied. The resources are registered together, after the check. If it fails, the program
 * fails, and no resource of the component is created, changed or deleted.
 *
 * @example
 * const shop = new Cdk8sComponent('shop', { namespace: namespace.metadata.name }, (chart, inputs) => {
 *   const web = new ExposedWorkload(chart, 'web', { image: inputs.string(image.ref), ports: [Port.http(8080)] });
 *   return { web };
 * });
 *
 * @see https://github.com/cdk8s-service-patterns/cdk8s-service-patterns/blob/main/docs/pulumi.md
 */
export class Cdk8sComponent<T = unknown> extends pulumi.ComponentResource<void> {
  private readonly declaration: Declaration<T>;
  private readonly created: Promise<ReadonlyMap<string, pulumi.CustomResource>>;

  /**
   * @param name name of the component in Pulumi, and id of its chart; the names of the resources begin with it
   * @param args the chart
   * @param declare declares the objects. It runs several times, so it must create no resources of Pulumi, and must do the same in each run.
   * @param opts options of Pulumi, such as `provider` and `dependsOn`
   * @throws a `ResourceError` with all problems, if the callback fails or a rule refuses the objects
   */
  constructor(name: string, args: Cdk8sComponentArgs, declare: Declare<T>, opts: pulumi.ComponentResourceOptions = {}) {
    super(TYPE, name, {}, opts);
    const program = Program.current<Declaration<any>>();
    this.declaration = new Declaration(program, name, this.getProvider(ANY_RESOURCE), (app, inputs) => new Chart(app, name, {
      namespace: args.namespace === undefined ? undefined : inputs.string(args.namespace),
      labels: Object.fromEntries(Object.entries(args.labels ?? {}).map(([key, value]) => [key, inputs.string(value)])),
      disableResourceNameHashes: args.disableResourceNameHashes,
    }), declare);
    let templates: Templates;
    try {
      templates = this.check();
    } catch (error) {
      const failure = this.failure(error);
      // If the program catches the error, it must fail nevertheless: Pulumi would delete the resources that are not registered.
      this.created = Promise.reject(failure);
      failProgram(failure);
      throw failure;
    }
    program.declarations.push(this.declaration);
    this.created = this.createWhenKnown(templates);
    this.declaration.resources = this.created;
  }

  /**
   * What the callback has returned. In the callback of another component, these are constructs that it can connect to.
   *
   * Read the parts in the callback that uses them, and not outside, because the callback runs several times: outside, the constructs contain placeholders
   * for Outputs.
   */
  public get parts(): T {
    return this.declaration.parts;
  }

  /**
   * The resource for an object.
   *
   * @param type the class of the resource, such as `k8s.core.v1.Service`
   * @param construct the construct of the object, or a construct with exactly one object of this type
   * @throws if the construct has no such object, or several
   */
  public get<R extends pulumi.CustomResource>(type: new (...args: any[]) => R, construct: IConstruct): pulumi.Output<R> {
    const { path, root } = construct.node;
    const isOwn = (['first', 'second', 'known'] as const).some(run => this.declaration.hasRun(run) && this.declaration.in(run).chart.node.root === root);
    const objects = apiObjectsIn(this.declaration.in('first').chart)
      .filter(object => isOwn && (object.node.path === path || object.node.path.startsWith(`${path}/`)));
    const found = objects.filter(object => resourceClass(object) === type as unknown);
    if (found.length !== 1) {
      const kinds = objects.map(object => `${object.apiVersion} ${object.kind} (${object.node.path})`).join(', ') || 'no objects';
      const message = `${path}: get(${type.name}, …): the construct must have exactly one object of this type. It has ${kinds}.`;
      throw new pulumi.ResourceError(message, this, true);
    }
    return pulumi.output(this.created.then(resources => resources.get(found[0].node.path) as R)) as pulumi.Output<R>;
  }

  /** Waits for the children, so that `dependsOn` of other resources waits for them too. Pulumi calls it in the constructor of the base class. */
  protected async initialize(): Promise<void> {
    // The constructor continues first.
    await Promise.resolve();
    await this.created;
  }

  /** Checks the declaration with placeholders. Returns the objects, with the places where Outputs are used. */
  private check(): Templates {
    const { declaration } = this;
    if (declaration.program.active) {
      throw new Error('A component must not be created in the callback of another one, which runs several times. Create it before, and read its parts in the callback.');
    }
    const first = declaration.in('first');
    const second = declaration.placeholders.length > 0 ? declaration.in('second') : first;
    const templates = templatesOf(declaration, first.objects, second.objects);
    plan(declaration, first.objects, templates);
    declaration.earlier.forEach(checkUnchanged);
    return templates;
  }

  private async createWhenKnown(templates: Templates): Promise<ReadonlyMap<string, pulumi.CustomResource>> {
    const { declaration } = this;
    // Without it, Pulumi would end the program while an Output waits for something that is not a resource.
    const done = pulumi.runtime.rpcKeepAlive();
    try {
      declaration.known = this.runWithKnownValues();
      const settled = await declaration.known;
      return this.withErrors(() => this.register(templates, settled));
    } catch (error) {
      failProgram(error as Error);
      throw error;
    } finally {
      done();
    }
  }

  /** Runs the callback with the values that are known. */
  private async runWithKnownValues(): Promise<SettledValues> {
    const { declaration } = this;
    // Other components, which the program creates without waiting, can still change the objects of this one.
    await Promise.resolve();
    const others = await Promise.all(declaration.uses.map(({ known }) => known!));
    const own = declaration.calls.map(async ({ placeholder }) => [placeholder, await settle(placeholder.output)] as const);
    const settled = new Map([...others.flatMap(other => [...other]), ...await Promise.all(own)]);
    declaration.settled = settled;
    if (settled.size > 0) {
      this.withErrors(() => declaration.in('known'));
    }
    return settled;
  }

  /** @param checked the objects when the callback had ended */
  private register(checked: Templates, settled: SettledValues): ReadonlyMap<string, pulumi.CustomResource> {
    const { declaration } = this;
    const computed = declaration.hasRun('known') ? computedValues(declaration, checked, settled) : new Map();
    const { objects, templates } = currentTemplates(declaration);
    const planned = plan(declaration, objects, templates);
    declaration.registered = objects;
    return registerResources(this, planned, computed, declaration.placeholders);
  }

  private withErrors<R>(call: () => R): R {
    try {
      return call();
    } catch (error) {
      throw this.failure(error);
    }
  }

  private failure(error: unknown): pulumi.ResourceError {
    const message = error instanceof Error ? error.message : String(error);
    // The message can be about an object of another component, because all components are in the same app.
    const settled = this.declaration.program.declarations.flatMap(declaration => [...declaration.settled?.values() ?? []]);
    const secrets = settled.filter(({ isSecret, isKnown }) => isSecret && isKnown).map(({ value }) => String(value));
    return new pulumi.ResourceError(redact(message, secrets), this, true);
  }
}
