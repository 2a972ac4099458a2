import { ApiObject, Lazy, type ApiObjectMetadata, type ApiObjectProps } from 'cdk8s';
import type { Construct } from 'constructs';

/** Metadata of an object that has a name. */
export interface ObjectMetadata extends ApiObjectMetadata {
  readonly name: string;
}

/** A JSON object that is being rendered. */
export type Json = Record<string, any>;

/** Id of the API object in the constructs of cdk8s-plus. `ApiObject.of` finds the object by this id. */
const API_OBJECT_ID = 'Resource';

/**
 * Creates an object whose fields are all rendered by this library. cdk8s omits fields without a value, and applies JSON patches last.
 *
 * @internal
 */
export function manifest(scope: Construct, id: string, props: ApiObjectProps & { readonly metadata: ObjectMetadata }): ApiObject {
  return new ApiObject(scope, id, props);
}

/**
 * Replaces the API object that cdk8s-plus creates for a construct. The generated classes of cdk8s-plus drop every field that
 * Kubernetes 1.28 does not have, including fields that a JSON patch adds (docs/decisions/cdk8s-plus-api-objects.md).
 *
 * @param resource a construct of cdk8s-plus, after its constructor
 * @param toSpec renders the spec at synth, from the spec that cdk8s-plus generates
 * @internal
 */
export function takeOver(resource: Construct, toSpec: (generated: () => Json) => Json): ApiObject {
  const generated = resource.node.findChild(API_OBJECT_ID) as ApiObject;
  resource.node.tryRemoveChild(API_OBJECT_ID);
  return new ApiObject(resource, API_OBJECT_ID, {
    apiVersion: generated.apiVersion,
    kind: generated.kind,
    metadata: generated.metadata.toJson(),
    spec: Lazy.any({ produce: () => toSpec(() => generated.toJson().spec) }),
  });
}
