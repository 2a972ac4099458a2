import type { Scalar } from './placeholder';
import { ComputedPlace, type Place } from './template';

type Value = Scalar | null;

/**
 * The known values at the places of a document where Outputs are used. A place is recognized by its path and its two values with placeholders, because
 * a callback of another component can change the positions in a list.
 */
export class ComputedValues {
  private readonly recorded = new Map<string, { readonly value: Value; readonly isOutput: boolean }>();
  private readonly byValues = new Map<string, Set<Value>>();

  /** @param isOutput whether the value is that of the Outputs themselves, so that it need not be computed */
  public record(path: string, place: Place, value: Value, isOutput: boolean): void {
    this.recorded.set(`${path} ${place.key}`, { value, isOutput });
    this.byValues.set(place.key, (this.byValues.get(place.key) ?? new Set()).add(value));
  }

  /** The value at a place; undefined if it is that of the Outputs themselves. Throws if the value is not known. */
  public of(path: string, place: Place): { readonly value: Value } | undefined {
    const recorded = this.recorded.get(`${path} ${place.key}`);
    if (recorded) {
      return recorded.isOutput ? undefined : recorded;
    }
    const values = [...this.byValues.get(place.key) ?? []];
    if (values.length === 0 && !(place instanceof ComputedPlace)) {
      return undefined;
    }
    if (values.length !== 1) {
      throw new Error(`${path}: the callback of another component changes the value, and computes it from an Output. Use the value of the Output itself.`);
    }
    return { value: values[0] };
  }
}
