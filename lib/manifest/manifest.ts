import { ApiObject, Lazy, type ApiObjectMetadata, type ApiObjectProps } from 'cdk8s';
import type { Construct } from 'constructs';

/** What names an object, and what users want on it. */
export interface ObjectMetadata extends ApiObjectMetadata {
  readonly name: string;
}

/** Any JSON object on its way out. */
export type Json = Record<string, any>;

/** Id that cdk8s-plus gives to the API object of its constructs, and by which `ApiObject.of` finds it. */
const API_OBJECT_ID = 'Resource';

/**
 * Makes a document of which every field is ours. Fields without a value are left out; patches come last.
 *
 * @internal
 */
export function manifest(scope: Construct, id: string, props: ApiObjectProps & { readonly metadata: ObjectMetadata }): ApiObject {
  return new ApiObject(scope, id, props);
}

/**
 * Puts a document of ours in the place of the one that cdk8s-plus generates for a construct, whose classes drop every field that
 * Kubernetes 1.28 did not know, patched ones included (docs/decisions/manifests.md).
 *
 * @param resource a construct of cdk8s-plus whose constructor has run
 * @param toSpec renders the spec at synth, from the spec that cdk8s-plus would have written
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
