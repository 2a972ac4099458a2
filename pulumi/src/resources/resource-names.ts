import type { ObjectOptions } from '../object-options';
import type { PlannedObject } from './planned-object';
import { resourceType } from './resource-class';
import type { Problems } from '../declaration/problems';
import type { Document } from '../declaration/rendering';
import { isPlace, type Template } from '../inputs/template';

/**
 * The name of the resource for an object: the name of the object, after the names of the component and, if it differs from that of the chart, of the
 * namespace. It depends neither on the position of the construct nor on other objects, so that changes of the program do not replace objects.
 */
export function resourceName(
  problems: Problems, component: string, chartNamespace: string | undefined, path: string, document: Document, template: Template,
  options: ObjectOptions,
): string {
  if (options.name !== undefined) {
    return `${component}/${options.name}`;
  }
  const { name, namespace } = document.metadata;
  const isInNamespaceOfChart = namespace === undefined || namespace === chartNamespace;
  const fields = isInNamespaceOfChart ? ['name'] : ['namespace', 'name'];
  fields.filter(field => isPlace(template, 'metadata', field)).forEach(field => {
    problems.report(
      path, document, `metadata.${field}`, 'it contains an Output, and the name of a resource in Pulumi must be known',
      "Choose the name of the resource with objectOptions(construct, { name: '…' }).",
    );
  });
  return [component, ...isInNamespaceOfChart ? [] : [namespace], name].join('/');
}

/** Reports objects whose resources would have the same type and name. */
export function checkNames(problems: Problems, planned: readonly PlannedObject[]): void {
  const seen = new Map<string, PlannedObject>();
  for (const object of planned) {
    const key = `${resourceType(object.document)} ${object.name}`;
    const other = seen.get(key);
    if (other) {
      problems.report(
        object.path, object.document, 'metadata.name', `the resource of '${other.path}' has the same name '${object.name}' and the same kind`,
        "Use another name for one of the objects. If they are different objects, use objectOptions(construct, { name: '…' }).",
      );
    }
    seen.set(key, object);
  }
}
