import { unknownKeys } from './keys';
import { outcomeOf, type Outcome } from './outcome';
import { places, type Place } from './places';
import { EXOTIC, REALISTIC } from './values';

/** A value in a place, and what happened. */
export interface Run {
  readonly place: string;
  readonly valueClass: string;
  readonly value: string;
  readonly outcome: Outcome;
}

interface NamedValue {
  readonly valueClass: string;
  readonly value: string;
  readonly create: () => unknown;
  readonly isExotic: boolean;
}

const named = (classes: typeof REALISTIC, isExotic: boolean): NamedValue[] => classes.flatMap(({ name, values }) => (
  Object.entries(values).map(([value, create]) => ({ valueClass: name, value, create, isExotic }))
));

/** All values that the walk passes to the places. */
export const ALL_VALUES = [...named(REALISTIC, false), ...named(EXOTIC, true)];

const KEY_VALUES: readonly NamedValue[] = [
  { valueClass: 'unknown key', value: "'a'", create: () => 'a', isExotic: false },
  { valueClass: 'unknown key', value: 'true', create: () => true, isExotic: false },
];

/**
 * Passes values to all places of the public API.
 *
 * @param share 1 for all values in all places; 10 for one of ten values in each place, and other values in the next place
 */
export function* walk(share: number): Generator<Run> {
  yield* walkPlaces(places(), ALL_VALUES, share);
  yield* walkPlaces(unknownKeys(), KEY_VALUES, share);
}

function* walkPlaces(all: readonly Place[], values: readonly NamedValue[], share: number): Generator<Run> {
  for (const [index, place] of all.entries()) {
    // Counting on from place to place would give all places the same values if the number of values is a multiple of the share
    for (const { create, isExotic, ...value } of values.filter((_, position) => (position + index) % share === 0)) {
      yield { place: place.name, ...value, outcome: outcomeOf(place, create, isExotic) };
    }
  }
}
