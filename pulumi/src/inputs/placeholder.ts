import type * as pulumi from '@pulumi/pulumi';

/** A value that an Output can have in a manifest. */
export type Scalar = string | number | boolean;

/** Which values the callback of a component gets for Outputs: the first or the second placeholders, or the values that are known. */
export type Run = 'first' | 'second' | 'known';

/** Stands for an Output in a declaration. It has two values, so that a comparison of two renderings shows where the Output is used. */
export interface Placeholder {
  /** Its name in messages, such as `Output 3 (inputs.number)`. */
  readonly name: string;
  /** The method of `inputs` that created it. */
  readonly method: string;
  readonly first: Scalar;
  readonly second: Scalar;
  readonly output: pulumi.Output<Scalar>;
  /** Whether no other text can contain the values by chance. */
  readonly isUnique: boolean;
}

/** The values of a placeholder with a number. */
export type Format = (number: number) => readonly [first: Scalar, second: Scalar];

/** More Outputs have no placeholders of the same length. */
export const MAX_PLACEHOLDERS = 10_000;

// All first placeholders of a format have the same length, and all second ones, so that none is the beginning of another one. The two texts differ at
// their beginning and at their end, so that the comparison also finds places that use only this part of a value.
const digits = (number: number) => String(number).padStart(4, '0');
const octets = (number: number) => `${100 + Math.floor(number / 100)}.${100 + number % 100}`;
const lastGroup = (number: number) => (0x1000 + number).toString(16);

/** Numbers from two ranges of 1,300 node ports, which are valid in most fields. Each pair is used once. */
const NUMBERS = 1300;
const numbers: Format = number => [30_100 + number % NUMBERS, 31_400 + (number + Math.floor(number / NUMBERS)) % NUMBERS];

/**
 * The formats that the rules of Kubernetes accept. The domains exist nowhere (https://www.rfc-editor.org/rfc/rfc2606). The addresses are from the ranges for benchmarks, which are in no cluster:
 * 198.18.0.0/15 (https://www.rfc-editor.org/rfc/rfc2544) and 2001:2::/48 (https://www.rfc-editor.org/rfc/rfc5180).
 */
export const FORMATS = {
  string: number => [`pulumi-value-${digits(number)}`, `another-output-${digits(number)}-b`],
  hostname: number => [`pulumi-value-${digits(number)}.invalid`, `another-output-${digits(number)}-b.test`],
  ipv4: number => [`198.18.${octets(number)}`, `198.19.${octets(number)}`],
  ipv6: number => [`2001:2:0:1::${lastGroup(number)}`, `2001:2:0:2::${lastGroup(number)}`],
  ipv4Cidr: number => [`198.18.${octets(number)}/32`, `198.19.${octets(number)}/32`],
  ipv6Cidr: number => [`2001:2:0:1::${lastGroup(number)}/128`, `2001:2:0:2::${lastGroup(number)}/128`],
  number: numbers,
  boolean: () => [true, false],
} satisfies Record<string, Format>;

/** Finds texts that can be placeholders of the formats for texts. */
const TEXT = /pulumi-value-\d{4}(?:\.invalid)?|another-output-\d{4}-b(?:\.test)?|198\.1[89]\.1\d\d\.1\d\d(?:\/32)?|2001:2:0:[12]::[0-9a-f]{4}(?:\/128)?/g;

/** The placeholders in a text, without those for numbers and examples, which any text can contain by chance. */
export function placeholdersIn(text: string, placeholders: readonly Placeholder[]): Placeholder[] {
  const found: readonly string[] = text.match(TEXT) ?? [];
  const isFound = ({ first, second }: Placeholder) => found.includes(String(first)) || found.includes(String(second));
  return found.length === 0 ? [] : placeholders.filter(placeholder => placeholder.isUnique && isFound(placeholder));
}

/** Adds to a message which Outputs the placeholders in it represent. */
export function explainPlaceholders(message: string, placeholders: readonly Placeholder[]): string {
  const shown: readonly string[] = message.match(/\b3\d{4}\b/g) ?? [];
  const isNumberIn = ({ first, second }: Placeholder) => shown.includes(String(first)) || shown.includes(String(second));
  const found = [...placeholdersIn(message, placeholders), ...placeholders.filter(placeholder => !placeholder.isUnique && isNumberIn(placeholder))];
  const explained = found.map(({ name, first, second }) => `${message.includes(String(first)) ? first : second} is the placeholder of ${name}.`);
  return found.length === 0 ? message : [message, ...explained, 'Use inputs.withExamples(…) for a value of another form.'].join('\n');
}
