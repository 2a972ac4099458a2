/** Readers of annotation values, as strict and as lenient as the controllers that read them. */

/** Whether Go's `strconv.ParseBool` reads a value as true. @internal */
export function isTrue(value: string | undefined): boolean {
  return ['1', 't', 'T', 'true', 'TRUE', 'True'].includes(value ?? '');
}

/** Whether Go's `strconv.ParseBool` reads a value as false. @internal */
export function isFalse(value: string | undefined): boolean {
  return ['0', 'f', 'F', 'false', 'FALSE', 'False'].includes(value ?? '');
}

/** The entries of a list that is separated by commas, without empty entries. @internal */
export function entriesOf(value: string | undefined): string[] {
  return (value ?? '').split(',').map(entry => entry.trim()).filter(entry => entry !== '');
}

/** The value of an attribute in a list such as `a=1,b=2`. @internal */
export function attributeOf(value: string | undefined, attribute: string): string | undefined {
  const pairs = entriesOf(value).map(entry => entry.split('=', 2).map(part => part.trim()));
  return pairs.filter(([key]) => key === attribute).at(-1)?.[1];
}
