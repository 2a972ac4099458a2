import * as k8s from '@pulumi/kubernetes';
import type * as pulumi from '@pulumi/pulumi';

/** The kind of an object. */
export interface Kind {
  readonly apiVersion: string;
  readonly kind: string;
}

/** The group of a kind; undefined for the core group. */
export function groupOf({ apiVersion }: Kind): string | undefined {
  return apiVersion.includes('/') ? apiVersion.split('/')[0] : undefined;
}

/** A class of resources, as @pulumi/kubernetes generates them. */
export type ResourceClass = new (name: string, args: any, opts?: pulumi.CustomResourceOptions) => pulumi.CustomResource;

/** The type of the resources of a kind, such as `kubernetes:apps/v1:Deployment`. */
export function resourceType({ apiVersion, kind }: Kind): string {
  return `kubernetes:${apiVersion.includes('/') ? apiVersion : `core/${apiVersion}`}:${kind}`;
}

/** The class of @pulumi/kubernetes for the kind of an object; `CustomResource` for kinds that Kubernetes itself does not have. */
export function resourceClass(object: Kind): ResourceClass {
  const [group, version] = object.apiVersion.includes('/') ? object.apiVersion.split('/') : ['core', object.apiVersion];
  // The modules have the first label of the group as their name, which groups outside Kubernetes can have too: the type distinguishes them.
  const found = (k8s as any)[group.split('.')[0]]?.[version]?.[object.kind];
  return found?.__pulumiType === resourceType(object) ? found : k8s.apiextensions.CustomResource;
}

/**
 * The fields that a generated class passes on to the provider, which only its constructor contains. Empty for `CustomResource`, which passes on all
 * fields.
 */
export function fieldsOf(type: ResourceClass): string[] {
  return Array.from(String(type).matchAll(/resourceInputs\["(\w+)"\] = /g), ([, field]) => field);
}
