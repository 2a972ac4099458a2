/** A part of a path that is certainly a pattern: as a literal text, no application would have it. */
const PATTERNS: readonly RegExp[] = [
  /(^|\/)\*{1,2}(\/|$)/, // a path element * or **
  /\.[*+](?!\w)/, // .* and .+
  /^\^|(?<=[^/])\$$/, // ^ at the beginning, $ at the end of an element
  /\[[^/\]]+\]/, // [a-z]
  /\([^)/]*\||\|[^(/]*\)|\(\?/, // (a|b), (/|$) and (?i)
  /\\[a-zA-Z./]/, // \d
  /\{[^/{}]*\}/, // {id} and {2,3}
];

/** The end of a path with which users mean everything below a path: /*, /**, /.*, /(.*) or (/|$)(.*). */
const EVERYTHING_BELOW = /(\/\*{1,2}|\/?\.\*|\/?\(\.\*\)|\(\/\|\$\)\(\.\*\))\$?$/;

/** Whether a path of a prefix or an exact match is certainly a pattern. @internal */
export function isPattern(path: string): boolean {
  return PATTERNS.some(pattern => pattern.test(path));
}

/** The path whose prefix matches the same requests as a pattern; undefined if only a regular expression can. @internal */
export function prefixOfPattern(pattern: string): string | undefined {
  const prefix = pattern.replace(/^\^/, '').replace(EVERYTHING_BELOW, '') || '/';
  return prefix.startsWith('/') && !isPattern(prefix) ? prefix : undefined;
}
