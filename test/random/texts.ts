import { Duration } from 'cdk8s';
import type { Random } from './random';

const times = (part: string, count: number) => part.repeat(count);

const ODD_LABELS = [
  '1web', '0', 'a.b', 'Web', '', '-a', 'a-', times('c', 64), 'a_b', 'ä', 'init-0', 'tmp', 'a b', '8080', times('9', 63), 'web ', '\n',
];
const ODD_SUBDOMAINS = [times('a', 253), `${times('a.', 126)}a`, times('a', 254), 'A', 'a..b', '.a', 'a.', '', 'a_b', 'a/b', '1', '-a'];
const ODD_KEYS = [
  '', '/', 'a/', '/a', 'a/b/c', times('k', 64), 'Example.com/a', 'a b', '-a', 'a-', `${times('a', 253)}/x`, `${times('a', 254)}/x`, '_a',
];

/** Texts that kubectl reads differently, and others with control characters. */
const ODD_TEXTS = ['0o17', '0X1F', '7e_17', '\u0085', 'a\u2028b', 'a\u0000b', '$(HOME)', '\ud800', '\u0001', '\n\techo a\n', `${times('#', 40)}\n \n `];

/** A DNS label with a maximum length. */
export function label(random: Random, what: string, index = 0, longest = 63): string {
  return random.mostly(what, () => random.pick(`web-${index}`, `a${index}`, `x--${index}`, `${times('b', longest - 1 - String(index).length)}-${index}`), ...ODD_LABELS);
}

/** A DNS subdomain, the form of most object names. */
export function subdomain(random: Random, what: string): string {
  return random.mostly(what, () => random.pick('orders', 'a.b', times('a', 63), 'worker-1.example.com'), ...ODD_SUBDOMAINS);
}

/** The key of a label or annotation. */
export function key(random: Random, what: string): string {
  return random.mostly(what, () => random.pick('app', 'example.com/team', 'a.b/c', 'A_b.c', times('k', 63), `example.com/${times('k', 63)}`), ...ODD_KEYS);
}

export function labelValue(random: Random, what: string): string {
  const values = ['', 'a', 'A.b_c', times('v', 63), '1', 'true', '1e3', '0x1F', 'null', '1_000', 'on', '12.30'];
  return random.mostly(what, () => random.pick(...values), times('v', 64), ' ', 'a b', '-', 'a-', '_', 'ü', 1, true);
}

/** Any text, including texts that YAML would read as another type. */
export function text(random: Random, what = 'text'): string {
  const values = [
    'a', '', 'yes', '0777', '1:30', '1e3', '=', '~', 'null', ' leading', 'trailing ', 'multi\nline\n', '\ttab', '"q"', "it's", '# no', 'a: b', '- x',
    '{a}', 'ü€😀', '&a *a', '%d', '@x', '`', '0b1', '.inf', '2001-01-01', '\r\n', '$$(HOME)', '<<', times('long ', 60), '0x1F', '+1', 'y',
  ];
  return random.mostly(what, () => random.pick(...values), ...ODD_TEXTS);
}

/** A duration of whole seconds, or rarely a duration that is too short, is too long, or has a fraction. */
export function seconds(random: Random, what: string, min: number, max: number): Duration {
  const odd = [
    Duration.millis(1500), Duration.millis(1), Duration.seconds(0), Duration.seconds(2147483647), Duration.seconds(2147483648), Duration.days(40000),
  ];
  return random.mostly(what, () => Duration.seconds(random.integer(min, max)), ...odd);
}
