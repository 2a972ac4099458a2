const MAX_INT32 = 2147483647;

/** Whether a value is a 32-bit integer, the type of integer fields of the API, and not less than a minimum. @internal */
export function isInt32(value: unknown, min: number): boolean {
  return Number.isInteger(value) && (value as number) >= min && (value as number) <= MAX_INT32;
}
