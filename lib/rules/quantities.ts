/**
 * The grammar of a quantity: an optional sign, a number, and a suffix or an exponent. The API server also reads texts without a digit, such as `+` and
 * `k`, as 0, and removes spaces around a quantity.
 *
 * @see https://github.com/kubernetes/apimachinery/blob/v0.37.2/pkg/api/resource/quantity.go ("The serialization format is")
 * @see https://github.com/kubernetes/apimachinery/blob/v0.37.2/pkg/api/resource/suffix.go, which adds n and u
 */
const QUANTITY = /^([-+]?)(?=\.?\d)(\d*)(?:\.(\d*))?([numkMGTPE]?|[KMGTPE]i|[eE][-+]?\d+)$/;

/** The powers of 10 and of 2 of the suffixes. */
const DECIMAL: Readonly<Record<string, number>> = { 'n': -9, 'u': -6, 'm': -3, '': 0, 'k': 3, 'M': 6, 'G': 9, 'T': 12, 'P': 15, 'E': 18 };
const BINARY: Readonly<Record<string, bigint>> = { Ki: 10n, Mi: 20n, Gi: 30n, Ti: 40n, Pi: 50n, Ei: 60n };

/** The decimal places that the API server keeps. It rounds a smaller amount up. */
const PLACES = 9;

/** The largest amount, in units of 10^-9: 2^63 - 1. The API server replaces a greater one, or computes with its remainder. */
const MAX = (2n ** 63n - 1n) * 10n ** 9n;

/** A text of more characters, or a greater exponent, is not a quantity that anyone writes, and takes time to convert. */
const MAX_LENGTH = 64;
const MAX_EXPONENT = 64;

/**
 * The amount of a quantity in units of 10^-9, which is exact; undefined if the text is no quantity, or one that the API server would change: an
 * amount of 2^63 or more, or one with more than 9 decimal places.
 *
 * @internal
 */
export function nanosOf(text: string): bigint | undefined {
  const [, sign, whole, fraction = '', suffix] = (text.length <= MAX_LENGTH && QUANTITY.exec(text)) || [];
  if (sign === undefined) {
    return undefined;
  }
  const power = PLACES - fraction.length + (DECIMAL[suffix] ?? (suffix in BINARY ? 0 : Number(suffix.slice(1))));
  if (Math.abs(power) > MAX_EXPONENT + MAX_LENGTH) {
    return undefined;
  }
  const digits = BigInt(whole + fraction) * 2n ** (BINARY[suffix] ?? 0n);
  const divisor = 10n ** BigInt(Math.max(-power, 0));
  const amount = digits * 10n ** BigInt(Math.max(power, 0)) / divisor;
  if (digits % divisor !== 0n || amount > MAX) {
    return undefined;
  }
  return sign === '-' ? -amount : amount;
}

/**
 * Whether a text is a quantity in the notation of Kubernetes, such as `100m`, `0.5`, `128Mi` or `1e9`, that the API server does not round.
 *
 * @internal
 */
export function isQuantity(text: string): boolean {
  return nanosOf(text) !== undefined;
}

/**
 * Whether a quantity is less than another one (a negative number), equal to it (0), or greater (a positive number). Amounts are compared, not texts:
 * `1` is equal to `1000m`.
 *
 * @param a a quantity, see `isQuantity`
 * @param b a quantity
 * @internal
 */
export function compareQuantities(a: string, b: string): number {
  const [first, second] = [nanosOf(a)!, nanosOf(b)!];
  return first < second ? -1 : first > second ? 1 : 0;
}

/**
 * What to write instead of a text that is no number of bytes. Small letters, such as `128m` and `1gi`, and units such as `MB` are common mistakes; `m` is a
 * thousandth.
 *
 * @param text a text that is shown in the message
 * @internal
 */
export function bytesFix(text: string): string {
  const [, amount, letter, isBinary] = /^(\d+(?:\.\d+)?) ?([kmgtpe])(i?)b?$/i.exec(text) ?? [];
  const prefix = letter?.toUpperCase();
  const [binary, decimal] = [`${amount}${prefix}i`, `${amount}${prefix === 'K' ? 'k' : prefix}`].map(unit => isBytes(unit) ? `'${unit}'` : undefined);
  if (binary && decimal && !isBinary) {
    return `Use ${binary} for powers of 1024, or ${decimal} for powers of 1000.`;
  }
  const only = isBinary ? binary : binary ?? decimal;
  return only ? `Use ${only}.` : "Use a number of bytes such as '128Mi' (128 * 2^20) or '500M' (500 * 10^6).";
}

/** Whether a text is a whole number of bytes. @internal */
export function isBytes(text: string): boolean {
  const nanos = nanosOf(text);
  return nanos !== undefined && nanos % 10n ** BigInt(PLACES) === 0n;
}

/**
 * An amount as a quantity: in the largest binary unit that needs no fraction, or in thousandths, rounded up.
 *
 * @param nanos the amount in units of 10^-9, at least 0
 * @internal
 */
export function quantityOf(nanos: bigint): string {
  const one = 10n ** BigInt(PLACES);
  if (nanos % one !== 0n) {
    return `${(nanos * 1000n + one - 1n) / one}m`;
  }
  const whole = nanos / one;
  const [suffix, bits] = Object.entries(BINARY).reverse().find(([, each]) => whole > 0n && whole % 2n ** each === 0n) ?? ['', 0n];
  return `${whole / 2n ** bits}${suffix}`;
}
