/** The number of options, or values of an enumeration, that a message lists. @internal */
export const MAX_LISTED = 12;

/** Whether an option, an argument or an item has a value. Null is none. @internal */
export function isSet(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/** The value of an option in a structure, which does not have to declare the option. @internal */
export function optionOf(value: object, name: string): unknown {
  return (value as Record<string, unknown>)[name];
}
