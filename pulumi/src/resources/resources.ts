import * as pulumi from '@pulumi/pulumi';
import type { OtherObject, PlannedObject } from './planned-object';
import { fieldsOf, resourceClass } from './resource-class';
import { describe, type Document } from '../declaration/rendering';
import { ComputedValues } from '../inputs/computed-values';
import type { Placeholder } from '../inputs/placeholder';
import { argumentsOf } from '../inputs/resource-arguments';
import { annotationsOf, resourceOptionsOf, type ObjectOptions } from '../object-options';

interface Arguments {
  readonly metadata: { readonly annotations?: object };
}

/**
 * Registers the resources of a component.
 *
 * @param planned the objects, each one after those that it needs
 * @param computed values of objects that the callback computed from Outputs
 * @param placeholders the Outputs that these values depend on
 * @returns the resources, by the path of the construct
 */
export function registerResources(
  component: pulumi.ComponentResource, planned: readonly PlannedObject[], computed: ReadonlyMap<string, ComputedValues>,
  placeholders: readonly Placeholder[],
): ReadonlyMap<string, pulumi.CustomResource> {
  // No resource is registered before all are checked.
  const args = planned.map(({ path, document, template, options }) => {
    checkFields(path, document);
    return withAnnotations(argumentsOf(template, computed.get(path) ?? new ComputedValues(), placeholders) as Arguments, options);
  });
  const resources = new Map<string, pulumi.CustomResource>();
  planned.forEach(({ path, document, options, name, needs, needsOfOthers }, index) => {
    const dependsOn = [...[...needs].map(other => resources.get(other)!), ...needsOfOthers.map(other => pulumi.output(resourceOf(other)))];
    const resourceOptions = pulumi.mergeOptions(resourceOptionsOf(options), { parent: component, dependsOn });
    resources.set(path, new (resourceClass(document))(name, args[index], resourceOptions));
  });
  return resources;
}

async function resourceOf({ declaration, path }: OtherObject): Promise<pulumi.Resource> {
  return (await declaration.resources!).get(path)!;
}

function withAnnotations({ metadata, ...args }: Arguments, options: ObjectOptions): Arguments {
  const annotations = { ...metadata.annotations, ...annotationsOf(options) };
  return { ...args, metadata: Object.keys(annotations).length > 0 ? { ...metadata, annotations } : metadata };
}

/** The classes of @pulumi/kubernetes ignore arguments that they do not know. */
function checkFields(path: string, document: Document): void {
  const known = fieldsOf(resourceClass(document));
  const unknown = Object.keys(document).filter(field => known.length > 0 && !known.includes(field));
  if (unknown.length > 0) {
    const fields = unknown.map(field => `'${field}'`).join(' and ');
    throw new Error(`${path}: ${describe(document)}: the installed version of @pulumi/kubernetes does not know ${fields}. Install a newer version.`);
  }
}
