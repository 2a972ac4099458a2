import { accountNamed } from './accounts';
import { inOrder } from './option-order';
import { patch, reasonsFor, withoutPatch } from './patches';
import { whyUnreadable } from './read-whole';
import { Call, Property, THIS, Variable, type Code, type Statement } from '../code/expression';
import { withHint } from '../code/hints';
import { Names, camelCase } from '../code/identifiers';
import { ExposedPods, ExposedWorkload, Secret, ServiceAccount, Worker } from '../code/library';
import type { Document } from '../document';
import type { InputDocument } from '../input/read-input';
import { usesOneOf } from '../read/configuration';
import { UnreadableField, type UnknownField } from '../read/fields';
import type { Mode } from '../read/mode';
import type { References } from '../read/pod';
import type { DeclaredPort } from '../read/ports';
import { routedPortsOf, type RoutedPorts } from '../read/routed-ports';
import { readWorkload, type Manifest, type ReadService } from '../read/workload';

/** A Service that the code declares. */
export interface DeclaredService {
  readonly name: string;
  /** The construct that has the Service. */
  readonly variable: Variable;
  readonly ports: readonly DeclaredPort[];
  /** The Service as it was read. */
  readonly service: Document;
  /** The workload to whose pods the Service leads; undefined if they are those of several workloads, or outside of the cluster. */
  readonly workload?: DeclaredWorkload;
}

/** A workload that the code declares. Objects that belong to it, such as an autoscaler, add options. */
export interface DeclaredWorkload {
  readonly workload: Document;
  /** The construct. */
  readonly variable: Variable;
  readonly isExposed: boolean;
  readonly id: string;
  /** The options of the construct. */
  readonly options: Record<string, Code>;
  /** The name of the workload's own container. */
  readonly container: string;
  /** The ports of all containers. */
  readonly ports: readonly DeclaredPort[];
  readonly mode: Mode;
  /** Sentences above the declaration, about what a person has to do. */
  readonly notes: string[];
}

/** How an object is declared, or why it stays a document, or why it is left out: it is neither declared nor kept. */
export type Adopted = { readonly declaredAs: string } | { readonly why: readonly string[] } | { readonly omitted: string };

/** An option of a workload that declares objects. A problem of the option keeps them from being declared. */
export interface BelongingOption {
  /** The id of the construct. */
  readonly id: string;
  readonly option: string;
  readonly objects: readonly Document[];
}

/** The objects of a namespace, and the code that declares them. */
export class Scope {
  public readonly workloads: DeclaredWorkload[] = [];
  public readonly services: DeclaredService[] = [];
  /** Statements that declare constructs other than workloads and the Services of their pods. */
  public readonly statements: Statement[] = [];
  /** The statement that sets options which several workloads share. */
  public defaults?: Call;
  /** The properties of the cluster that the declarations need, as options of `ClusterProfile.set`. */
  public readonly profile: Record<string, Code> = {};
  /** Problems because of which a workload is declared without the objects that belong to it, by the workload that was read. */
  public readonly refused = new Map<Document, readonly string[]>();
  /** The objects that constructs other than workloads declare, by the ids of the constructs. */
  public readonly constructs = new Map<string, Document>();
  /** The ports of Services to which HTTP requests are routed. */
  public readonly routed: RoutedPorts;
  /** The options of workloads that objects have become. */
  public readonly belonging: BelongingOption[] = [];
  private readonly ofWorkloads = new Map<DeclaredWorkload, Statement[]>();
  /** The fields that JSON patches set, by the objects that were read. */
  public readonly patchedFields = new Map<Document, readonly string[]>();
  private readonly patched = new Map<Variable, Statement[]>();
  // The children of a construct are properties of an object, which has a constructor.
  private readonly ids = new Names(['constructor'], []);
  private readonly references = new Map<string, unknown>();

  /**
   * @param namespace undefined if the objects have none
   * @param documents the objects of the namespace that can be declared
   * @param all the objects of all namespaces
   */
  constructor(
    public readonly namespace: string | undefined, public readonly documents: readonly InputDocument[], private readonly all: readonly Document[],
  ) {
    this.routed = routedPortsOf(documents.map(({ object }) => object));
  }

  /** The id of the chart, unless another scope has it. */
  public get chartId(): string {
    return this.namespace ?? 'application';
  }

  /** The path of a construct, by which errors name it. */
  public pathOf(id: string): string {
    return `${this.chartId}/${id}`;
  }

  /** Takes an id for a construct. */
  public takeId(preferred: string): string {
    return this.ids.take(preferred, '-');
  }

  /** Takes an id for the construct that declares an object. A problem of the construct keeps the object from being declared. */
  public takeIdFor(object: Document, preferred: string): string {
    const id = this.takeId(preferred);
    this.constructs.set(id, object);
    return id;
  }

  /** The workloads whose pods have all labels. */
  public selectedBy(labels: Readonly<Record<string, string>>): DeclaredWorkload[] {
    return this.workloads.filter(({ workload }) => hasLabels(workload, labels));
  }

  /** The Service with a name, if the code declares it. */
  public serviceNamed(name: string): DeclaredService | undefined {
    return this.services.find(service => service.name === name);
  }

  /**
   * Declares a workload, and the Services that lead only to its pods.
   *
   * @returns why it cannot be declared; undefined if it is
   */
  public declareWorkload(manifest: Manifest, mode: Mode): string[] | undefined {
    const { workload } = manifest;
    let read: ReturnType<typeof readWorkload>;
    try {
      read = readWorkload(manifest, mode, this.referencesTo());
    } catch (error) {
      return error instanceof TypeError
        ? ['A field has a value of another type than the API defines, so the API server refuses it.'] : whyUnreadable(error);
    }
    const { main, others, options, container, ports, unknown } = read;
    const fixed = withoutPatch([...unknown, ...main?.unknown ?? [], ...others.flatMap(other => other.unknown)]);
    if (fixed.length > 0) {
      return reasonsFor(fixed);
    }
    const { name } = workload.metadata;
    const preferred = main?.service.metadata.name ?? name;
    const id = this.takeId(preferred);
    const variable = new Variable(camelCase(id));
    const names = main
      ? { ...preferred === id ? {} : { name: preferred }, ...name === preferred ? {} : { workloadName: name } }
      : { ...name === id ? {} : { name } };
    const containerName = container === preferred ? {} : { containerName: container };
    // In place, the pods have no hash of the ConfigMaps and Secrets that the program has.
    const isHashed = mode.inPlace && usesOneOf(this.documents.map(({ object }) => object), workload.spec.template.spec);
    const configuration = isHashed ? { reloadsConfiguration: true } : {};
    const noPorts = main && !options.ports ? { ports: [] } : {};
    const all = { ...names, ...options, ...configuration, ...main?.options, ...containerName, ...noPorts } as unknown as Record<string, Code>;
    const declared = { workload, variable, isExposed: main !== undefined, id, options: all, container, ports, mode, notes: [] };
    this.workloads.push(declared);
    this.patched.set(variable, [...patch(variable, unknown), ...main ? patch(new Property(variable, 'service'), main.unknown) : []]);
    notePatches(this.patchedFields, workload, unknown);
    if (main) {
      this.services.push({ name: preferred, variable, ports: main.ports, service: main.service, workload: declared });
      notePatches(this.patchedFields, main.service, main.unknown);
    }
    this.ofWorkloads.set(declared, others.flatMap(other => this.declareService(other, variable, declared)));
    return undefined;
  }

  /** Declares a Service of pods. */
  public declareService({ service, ports, options, unknown }: ReadService, selector: Code, workload?: DeclaredWorkload): Statement[] {
    const { name } = service.metadata;
    const id = this.takeId(name);
    const variable = new Variable(camelCase(id));
    this.services.push({ name, variable, ports, service, workload });
    const own = { selector, ...id === name ? {} : { name }, ports: ports.map(({ port }) => port as unknown as Code) };
    const props = { ...own, ...options as Record<string, Code> };
    notePatches(this.patchedFields, service, unknown);
    return [{ variable, expression: new (ExposedPods as any)(THIS, id, props) }, ...patch(new Property(variable, 'service'), unknown)];
  }

  /** The statements that declare a workload and the Services of its pods. */
  public statementsOf(declared: DeclaredWorkload): Statement[] {
    const { variable, isExposed, id, options, notes } = declared;
    const construct = (isExposed ? ExposedWorkload : Worker) as any;
    const comment = notes.length > 0 ? notes.join(' ') : undefined;
    const statement = { variable, expression: new construct(THIS, id, inOrder(options)) as Call, comment };
    return [statement, ...this.patched.get(variable)!, ...this.ofWorkloads.get(declared)!];
  }

  /** References to objects by their names. All uses of an object are the same expression. */
  private referencesTo(): References {
    const known = <T>(kind: string, name: string, create: (id: string) => T): T => {
      if (typeof name !== 'string') {
        throw new UnreadableField(`A reference to a ${kind} has no name`);
      }
      const key = `${kind} ${name}`;
      if (!this.references.has(key)) {
        const id = name.endsWith(kind) ? name : `${name}-${kind}`;
        this.references.set(key, withHint(create(this.takeId(id)), camelCase(id)));
      }
      return this.references.get(key) as T;
    };
    return {
      account: name => accountNamed(name, this.namespace, this.all),
      serviceAccount: name => known('account', name, id => ServiceAccount.fromServiceAccountName(THIS as never, id, name)) as ServiceAccount,
      secret: name => known('secret', name, id => Secret.fromSecretName(THIS as never, id, name)) as Secret,
    };
  }
}

/** Whether the pods of a workload have all labels. A selector without labels selects no pods of a Service. */
export function hasLabels(workload: Document, labels: Readonly<Record<string, unknown>>): boolean {
  const own = workload.spec?.template?.metadata?.labels ?? {};
  return Object.entries(labels).every(([key, value]) => own[key] === value);
}

function notePatches(fields: Map<Document, readonly string[]>, object: Document, unknown: readonly UnknownField[]): void {
  if (unknown.length > 0) {
    fields.set(object, unknown.map(({ path }) => path));
  }
}
