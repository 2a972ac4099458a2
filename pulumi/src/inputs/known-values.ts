import type { ComputedValues } from './computed-values';
import type { Settled } from './inputs';
import type { Placeholder } from './placeholder';
import { compareKeys, compareLengths, ComputedPlace, fieldPath, isMap, isTemplateMap, Place, TextPlace, ValuePlace, type Json, type Report, type Template } from './template';

/** What is known of the Outputs of a program. */
export type SettledValues = ReadonlyMap<Placeholder, Settled>;

/**
 * Compares a template with the rendering for the values that are known. Only the places at which Outputs are used may differ.
 *
 * @param computed receives the values at the places
 */
export function compareKnown(template: Template, known: Json, settled: SettledValues, computed: ComputedValues, report: Report, path = ''): void {
  const inner = (key: string | number, a: Template, b: Json) => compareKnown(a, b, settled, computed, report, fieldPath(path, key));
  if (template instanceof Place) {
    comparePlace(template, known, settled, computed, report, path);
  } else if (Array.isArray(template) && Array.isArray(known)) {
    const ordered = sameOrder(template, known, settled);
    compareLengths(template, known, report, path) && template.forEach((entry, index) => inner(index, entry, ordered[index]));
  } else if (isTemplateMap(template) && isMap(known)) {
    compareKeys(template, known, report, path) && Object.entries(template).forEach(([key, value]) => inner(key, value, known[key]));
  } else if (template !== known) {
    report(path, `it depends on the value of an Output in a way that a preview cannot show: it is ${JSON.stringify(template)} or ${JSON.stringify(known)}`);
  }
}

function comparePlace(place: Place, known: Json, settled: SettledValues, computed: ComputedValues, report: Report, path: string): void {
  if (typeof known === 'object' && known !== null) {
    report(path, 'its type depends on the value of an Output');
  } else {
    computed.record(path, place, known, !(place instanceof ComputedPlace) && withValues(place, settled) === known);
  }
}

/** A template with the values that are known, and with the first placeholders of all others. Undefined at places that are computed. */
function withValues(template: Template, settled: SettledValues): unknown {
  const valueOf = (placeholder: Placeholder) => {
    const value = settled.get(placeholder);
    return value?.isKnown ? value.value : placeholder.first;
  };
  if (template instanceof ValuePlace) {
    return valueOf(template.placeholder);
  }
  if (template instanceof TextPlace) {
    return template.parts.map(part => typeof part === 'string' ? part : String(valueOf(part))).join('');
  }
  if (Array.isArray(template)) {
    return template.map(entry => withValues(entry, settled));
  }
  return isTemplateMap(template) ? Object.fromEntries(Object.entries(template).map(([key, value]) => [key, withValues(value, settled)])) : template;
}

/** The known list in the order of the template if it has the same entries: libraries sort some lists, and a placeholder can be sorted differently than the value. */
function sameOrder(template: readonly Template[], known: readonly Json[], settled: SettledValues): readonly Json[] {
  const expected = template.map(entry => JSON.stringify(withValues(entry, settled)));
  const actual = known.map(entry => JSON.stringify(entry));
  const isPermutation = [...expected].sort().join() === [...actual].sort().join();
  return isPermutation ? expected.map(entry => known[actual.indexOf(entry)]) : known;
}
