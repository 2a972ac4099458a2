/** A part of a path that is certainly a pattern: as a literal text, no application would have it. */
const PATTERNS: readonly RegExp[] = [
  /\*{1,2}(\/|$)/, // * or ** at the end of a path element
  /(^|\/)\*\.\w+$/, // *.php
  /\.[*+](?!\w)/, // .* and .+
  /^\^|\$$/, // ^ at the beginning, $ at the end
  /\[[^/\]]+\]/, // [a-z]
  /\([^)/]*\||\|[^(/]*\)|\(\?/, // (a|b), (/|$) and (?i)
  /\\[a-zA-Z./]/, // \d
  /\{[^/{}]*\}/, // {id} and {2,3}
];

/** The end of a path with which users mean everything below a path: /*, /**, /.*, /(.*) or (/|$)(.*). */
const EVERYTHING_BELOW = /(\/\*{1,2}|\/\.\*|\/\(\.\*\)|\(\/\|\$\)\(\.\*\))\$?$/;

/** The end of a path with which users mean all paths with the same beginning: /api*. A prefix matches only whole path elements. */
const SAME_BEGINNING = /(?<=\w)\*$/;

/** Whether a path of a prefix or an exact match is certainly a pattern. @internal */
export function isPattern(path: string): boolean {
  return PATTERNS.some(pattern => pattern.test(path));
}

/** What matches the requests that the user means with a pattern, for a message. @internal */
export function fixOfPattern(pattern: string, isValid: (path: string) => boolean): string {
  const expression = 'PathMatch.regularExpression(…)';
  const path = pattern.replace(/^\^/, '');
  const end = [EVERYTHING_BELOW, SAME_BEGINNING].find(ending => ending.test(path));
  const prefix = path.replace(end ?? '', '') || '/';
  if ((end === undefined && path !== '/') || prefix.includes('*') || isPattern(prefix) || !isValid(prefix)) {
    return `Use ${expression} for a regular expression.`;
  }
  return `Use PathMatch.prefix('${prefix}')${end === SAME_BEGINNING ? `, or ${expression} for all paths that begin with '${prefix}'` : ''}.`;
}
