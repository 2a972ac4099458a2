import type { EngineEvent, StepEventMetadata } from '@pulumi/pulumi/automation';

/** What an operation of the engine did. */
export class Update {
  /** @param text what the engine printed */
  constructor(private readonly events: readonly EngineEvent[], public readonly text: string, private readonly error?: Error) {}

  /** This update. Throws an error with what the engine printed if the operation failed. */
  public succeeded(): this {
    if (this.error) {
      throw this.error;
    }
    return this;
  }

  /** Whether the operation failed. */
  public get failed(): boolean {
    return this.error !== undefined;
  }

  /** The planned or executed steps of resources, in the order in which they began, without the stack and providers. */
  public get steps(): readonly StepEventMetadata[] {
    return this.events.flatMap(({ resourcePreEvent }) => resourcePreEvent?.metadata ?? []).filter(({ type }) => !type.startsWith('pulumi:'));
  }

  /** The steps, as text: the operation, the kind and the name of the resource. */
  public get operations(): readonly string[] {
    return this.steps.map(({ op, urn }) => `${op} ${describe(urn)}`);
  }

  /** The steps that change something, as text. */
  public get changes(): readonly string[] {
    return this.operations.filter(operation => !operation.startsWith('same '));
  }

  /**
   * The errors of resources, each after the kind and the name of its resource. The Automation API reports those of the program a second time, without a
   * resource (sdk/nodejs/automation/server.ts).
   */
  public get errorMessages(): readonly string[] {
    return this.events.flatMap(({ diagnosticEvent }) => diagnosticEvent ?? []).filter(({ severity, urn }) => severity === 'error' && urn)
      .map(({ urn, message }) => `${describe(urn!)}: ${message}`);
  }

  /** The fields that are not known yet, each after the kind and the name of its resource. */
  public get unknown(): readonly string[] {
    return this.steps.flatMap(({ urn, new: resource }) => unknownFields(resource?.inputs).map(field => `${describe(urn)}: ${field}`));
  }

  /** The fields that a step changes. */
  public differences(kind: string, name: string): readonly string[] {
    return Object.keys(this.step(kind, name).detailedDiff ?? {});
  }

  /** The step of a resource. */
  private step(kind: string, name: string): StepEventMetadata {
    const found = this.steps.filter(({ urn }) => describe(urn) === `${kind} ${name}`);
    if (found.length !== 1) {
      throw new Error(`${found.length} steps of ${kind} ${name}: ${this.operations.join(', ')}`);
    }
    return found[0];
  }

  /** Everything that a user can see of this operation. */
  public get everything(): string {
    return `${this.text}\n${JSON.stringify(this.events)}`;
  }
}

/** The kind and the name of a resource, from its URN: `urn:pulumi:STACK::PROJECT::PARENTS$TYPE::NAME`. */
function describe(urn: string): string {
  const [, , type, ...name] = urn.split('::');
  return `${type.split(':').pop()} ${name.join('::')}`;
}

/** What events contain instead of a value that is not known (sdk/go/common/resource/plugin/rpc.go). */
const UNKNOWN = '04da6b54-80e4-46f7-96ec-b56ff0331ba9';

function unknownFields(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) {
    return value.flatMap((entry, index) => unknownFields(entry, `${path}[${index}]`));
  }
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([key, inner]) => unknownFields(inner, path === '' ? key : `${path}.${key}`));
  }
  return value === UNKNOWN ? [path] : [];
}
