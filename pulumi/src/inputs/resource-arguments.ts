import * as pulumi from '@pulumi/pulumi';
import type { ComputedValues } from './computed-values';
import type { Placeholder } from './placeholder';
import { fieldPath, Place, TextPlace, ValuePlace, type Template } from './template';

/**
 * The arguments of a resource: a template with Outputs at the places where they are used.
 *
 * @param computed the values at the other places, which are known when all Outputs are
 * @param placeholders the Outputs that the computed values depend on
 */
export function argumentsOf(template: Template, computed: ComputedValues, placeholders: readonly Placeholder[], path = ''): pulumi.Input<any> {
  const inner = (key: string | number, value: Template) => argumentsOf(value, computed, placeholders, fieldPath(path, key));
  if (template instanceof Place) {
    return outputOf(template, path, computed, placeholders);
  }
  if (Array.isArray(template)) {
    return template.map((entry, index) => inner(index, entry));
  }
  return typeof template === 'object' && template !== null
    ? Object.fromEntries(Object.entries(template).map(([key, value]) => [key, inner(key, value)])) : template;
}

function outputOf(place: Place, path: string, computed: ComputedValues, placeholders: readonly Placeholder[]): pulumi.Output<unknown> {
  const known = computed.of(path, place);
  if (known) {
    return pulumi.all(placeholders.map(({ output }) => output)).apply(() => known.value);
  }
  if (place instanceof ValuePlace) {
    return place.placeholder.output;
  }
  return pulumi.concat(...(place as TextPlace).parts.map(part => typeof part === 'string' ? part : part.output));
}
