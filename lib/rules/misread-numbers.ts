/** The first characters of texts that kubectl can read as numbers. */
const BEGINNING = /^[-+.0-9]/;

/**
 * Texts that cdk8s writes in quotes, because its YAML library reads them as numbers: the tags of YAML 1.1 in
 * https://github.com/eemeli/yaml/blob/v2.8.0/src/schema/yaml-1.1/int.ts and float.ts.
 */
const QUOTED = /^[-+]?(0b[01_]+|0x[0-9a-fA-F_]+|[0-9][0-9_]*|([0-9][0-9_]*)?\.[0-9_]*|([0-9][0-9_]*)?(\.[0-9_]*)?[eE][-+]?[0-9]+)$/;

const DECIMAL = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/;

/** Like `DECIMAL`, for a text that begins with a point. Underscores are allowed between digits, as in Go. */
const FRACTION = /^\.[0-9](_?[0-9])*([eE][-+]?[0-9](_?[0-9])*)?$/;

/** An integer with a prefix, which is also an integer for JavaScript. */
const PREFIXED = /^([-+]?)(0[bB][01]+|0[oO][0-7]+|0[xX][0-9a-fA-F]+)$/;

/** Larger integers with a prefix are texts. With a sign, an integer has 63 bits. */
const LIMITS: Readonly<Record<string, bigint>> = { '': 2n ** 64n, '+': 2n ** 63n, '-': 2n ** 63n + 1n };

/** Whether cdk8s writes a text without quotes, so that kubectl reads it as a number. @internal */
export function isMisreadAsNumber(text: string): boolean {
  return BEGINNING.test(text) && !QUOTED.test(text) && isNumber(text);
}

/**
 * Whether kubectl reads a text without quotes as a number: the function `resolve` in https://github.com/yaml/go-yaml/blob/v2.4.2/resolve.go, which
 * `sigs.k8s.io/yaml` uses. It removes all underscores, unless the text begins with a point.
 */
function isNumber(text: string): boolean {
  if (text.startsWith('.')) {
    return FRACTION.test(text) && isFiniteNumber(text);
  }
  // The sign of a binary number can also follow its prefix, as in 0b+1
  const plain = withoutUnderscores(text).replace(/^0b([-+])/, (_, sign) => `${sign}0b`);
  const [, sign, digits] = PREFIXED.exec(plain) ?? [];
  return digits === undefined ? DECIMAL.test(plain) && isFiniteNumber(plain) : BigInt(digits) < LIMITS[sign];
}

/** Whether a decimal number is not too large for a double, as in Go. */
function isFiniteNumber(text: string): boolean {
  return Number.isFinite(Number(withoutUnderscores(text)));
}

function withoutUnderscores(text: string): string {
  return text.replaceAll('_', '');
}
