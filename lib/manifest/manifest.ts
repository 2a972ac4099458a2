import { ApiObject, Lazy, type ApiObjectMetadata, type ApiObjectProps, type IAnyProducer } from 'cdk8s';
import type { Construct, IConstruct } from 'constructs';
import { checkDocument } from './check-document';
import { ObservedMetadata } from './observed-metadata';
import { labelsOfDeclaration } from '../app/declaration-labels';
import { Problems } from '../rules/rule';

/** Metadata of an object that has a name. */
export interface ObjectMetadata extends ApiObjectMetadata {
  readonly name: string;
}

/** A JSON object that is being rendered. */
export type Json = Record<string, any>;

/** A construct of cdk8s-plus whose spec this library renders. */
export interface WithSpec extends Construct {
  /** Renders the spec at synth. @internal */
  _toSpec(): Json;
  /** Problems of the finished document, except for those of its strings. @internal */
  _problemsIn?(document: Json): Problems;
  /** Completes the document with what depends on the changes of JSON patches. @internal */
  _complete?(document: Json): void;
}

/** Properties of an object that has a name. */
type ManifestProps = ApiObjectProps & { readonly metadata: ObjectMetadata };

/** Id of the API object in the constructs of cdk8s-plus. `ApiObject.of` finds the object by this id. @internal */
export const API_OBJECT_ID = 'Resource';

/**
 * An object whose fields are all rendered by this library. cdk8s omits fields without a value, and applies JSON patches last.
 * The finished document is checked where it is rendered, because only then are all strings and fields known (docs/decisions/yaml-texts.md).
 *
 * @internal
 */
export class Manifest extends ApiObject {
  declare public readonly metadata: ObservedMetadata;

  /** @param resource the construct that the object belongs to, if it has problems of its own */
  constructor(scope: Construct, id: string, props: ManifestProps, private readonly resource?: WithSpec) {
    super(scope, id, props);
    const { name, ...others } = props.metadata;
    const labels = { ...this.chart.labels, ...labelsOfDeclaration(scope), ...others.labels };
    this.metadata = new ObservedMetadata({
      // cdk8s deletes the last property. V8 would turn an object that begins with a spread into a hash table, which is larger and slower.
      name,
      ...others,
      namespace: others.namespace ?? this.chart.namespace,
      labels: Object.keys(labels).length > 0 ? labels : undefined,
      apiObject: this,
    });
  }

  public toJson(): Json {
    const document = super.toJson();
    this.resource?._complete?.(document);
    const own = this.problemsIn(document);
    const first = own.find(({ messages }) => messages.length > 0);
    if (first) {
      // cdk8s renders one object after the other, and would report the problems of the others only in the next runs
      const others = this.node.root.node.findAll().filter(isManifest).filter(other => other !== this);
      first.throwIfAny([...own.filter(problems => problems !== first), ...others.flatMap(other => other.problemsIn(super.toJson.call(other)))]);
    }
    return document;
  }

  /** Problems of the strings, with the path of the object, and problems of the declaration, with its path. */
  private problemsIn(document: Json): Problems[] {
    const problems = new Problems(this);
    checkDocument(problems, document);
    const ofResource = this.resource?._problemsIn?.(document);
    return ofResource ? [problems, ofResource] : [problems];
  }
}

/** Whether this library renders an object. `instanceof` is true for all API objects, because cdk8s overrides it. @internal */
export function isManifest(construct: IConstruct): construct is Manifest {
  return construct.constructor === Manifest;
}

/**
 * Replaces the API object that cdk8s-plus creates for a construct. The generated classes of cdk8s-plus drop every field that
 * Kubernetes 1.28 does not have, including fields that a JSON patch adds (docs/decisions/cdk8s-plus-api-objects.md).
 *
 * @param resource a construct of cdk8s-plus, after its constructor
 * @param metadata the metadata that the construct was created with; the program cannot change it later
 * @internal
 */
export function takeOver(resource: WithSpec, metadata: ObjectMetadata): Manifest {
  const { apiVersion, kind } = resource.node.findChild(API_OBJECT_ID) as ApiObject;
  resource.node.tryRemoveChild(API_OBJECT_ID);
  return new Manifest(resource, API_OBJECT_ID, { apiVersion, kind, metadata, spec: Lazy.any(new Spec(resource)) }, resource);
}

/** The spec of a construct, rendered at synth. A class, because a closure for each object would need more memory. */
class Spec implements IAnyProducer {
  constructor(private readonly resource: WithSpec) {}

  public produce(): Json {
    return this.resource._toSpec();
  }
}
