import { checkCount, checkDuplicateHeaders } from './check-lists';
import { isPortNumber } from '../../rules/ports';
import { checkHost, hostFix, isHeaderName, isHost, routeRules } from '../../rules/routes';
import type { Problems } from '../../rules/rule';
import { shown } from '../../rules/show';
import { sortedEntries } from '../../values/compare-names';
import { showDuration } from '../../values/durations';
import type { PlannedRule } from '../plan/route-plan';
import { isTimeout, millisecondsOf } from '../plan/timeouts';
import type { HeaderChanges, RouteRedirect, RouteRewrite, RouteRule } from '../route-rule';

const MAX_BACKENDS = 16;
const MAX_HEADERS = 16;
const MAX_HEADER_VALUE = 4096;
const MAX_PATH = 1024;
const MAX_WEIGHT = 1_000_000;
const CODES = [301, 302, 303, 307, 308];

/** Options that need backends, and cannot be combined with a redirect. */
const BACKEND_OPTIONS = ['backends', 'rewrite', 'requestHeaders', 'mirror', 'timeout', 'backendTimeout'] as const;

/** Reports problems with backends, redirects and changes of requests in an HTTP or gRPC rule. @internal */
export function checkActions(problems: Problems, planned: PlannedRule): void {
  const { field, rule } = planned;
  if (rule.redirect) {
    checkRedirect(problems, field, rule, rule.redirect);
    const [other] = BACKEND_OPTIONS.filter(name => Array.isArray(rule[name]) ? (rule[name] as unknown[]).length > 0 : rule[name] !== undefined);
    if (other !== undefined) {
      problems.report(routeRules.parts, `${field}.${other}`, describePart(rule, other), 'Remove it, or declare a separate rule for the redirect.');
    }
  } else if (!rule.backends || rule.backends.length === 0) {
    problems.report(routeRules.parts, `${field}.backends`, rule.backends, 'Add RouteBackend.of(…), or set a redirect.');
  }
  if (rule.rewrite) {
    checkReplacement(problems, `${field}.rewrite`, rule, rule.rewrite);
    rule.rewrite.host !== undefined && checkHost(problems, `${field}.rewrite.host`, rule.rewrite.host, false);
  }
  checkHeaderChanges(problems, `${field}.requestHeaders`, rule.requestHeaders);
  checkHeaderChanges(problems, `${field}.responseHeaders`, rule.responseHeaders);
  checkShares(problems, planned);
  checkTimeouts(problems, field, rule);
}

/** Reports invalid numbers of backends, weights and percentages, for all kinds of routes. @internal */
export function checkShares(problems: Problems, { field, rule: { backends = [], mirror } }: PlannedRule): void {
  checkCount(problems, `${field}.backends`, 'backends', backends.length, MAX_BACKENDS);
  backends.forEach(({ _options: { weight } }, index) => checkShare(problems, `${field}.backends[${index}].weight`, weight, MAX_WEIGHT));
  checkShare(problems, `${field}.mirror.percent`, mirror?.percent, 100);
}

function checkShare(problems: Problems, field: string, share: number | undefined, max: number): void {
  if (share !== undefined && !(Number.isInteger(share) && share >= 0 && share <= max)) {
    problems.report(routeRules.share, field, share, `Use an integer from 0 to ${max}.`);
  }
}

function describePart(rule: RouteRule, name: typeof BACKEND_OPTIONS[number]): unknown {
  return name === 'timeout' || name === 'backendTimeout' ? showDuration(rule[name]!) : name === 'rewrite' || name === 'requestHeaders' ? rule[name] : '(set)';
}

function checkRedirect(problems: Problems, ruleField: string, rule: RouteRule, redirect: RouteRedirect): void {
  const field = `${ruleField}.redirect`;
  const { scheme, host, port, path, prefix, statusCode } = redirect;
  if ([scheme, host, port, path, prefix].every(part => part === undefined)) {
    problems.report(routeRules.redirect, field, redirect, "Set what the redirect changes, such as { scheme: 'https' }.");
  }
  if (scheme !== undefined && !['http', 'https'].includes(scheme)) {
    problems.report(routeRules.redirect, `${field}.scheme`, scheme, "Use 'https'.");
  }
  if (host !== undefined && !isHost(host, false)) {
    problems.report(routeRules.redirect, `${field}.host`, host, hostFix(host, false, "'www.example.com'"));
  }
  if (port !== undefined && !isPortNumber(port)) {
    problems.report(routeRules.redirect, `${field}.port`, port, 'Use an integer from 1 to 65535.');
  }
  if (statusCode !== undefined && !CODES.includes(statusCode)) {
    problems.report(routeRules.redirect, `${field}.statusCode`, statusCode, 'Use 301 for a permanent or 302 for a temporary redirect; 308 or 307 if clients must keep the method.');
  }
  checkReplacement(problems, field, rule, redirect);
}

/** Reports an invalid replacement of a path. A prefix can be replaced only if the rule has a single match, by a prefix. */
function checkReplacement(problems: Problems, field: string, rule: RouteRule, { path, prefix }: RouteRewrite): void {
  const replaced = Object.entries({ path, prefix }).filter((entry): entry is [string, string] => entry[1] !== undefined);
  if (replaced.length > 1) {
    problems.report(routeRules.replacement, field, { path, prefix }, 'Set one of them.');
  }
  for (const [name, text] of replaced) {
    if (text.length > MAX_PATH || !text.startsWith('/')) {
      problems.report(routeRules.replacement, `${field}.${name}`, text, "Use a value such as '/orders'.");
    }
  }
  const { paths = [], methods = [] } = rule;
  const hasOneMatch = paths.length <= 1 && methods.length <= 1 && paths.every(({ _type }) => _type === 'PathPrefix');
  if (prefix !== undefined && !hasOneMatch) {
    problems.report(routeRules.replacement, `${field}.prefix`, prefix, "Use one PathMatch.prefix('…') and at most one method.");
  }
}

function checkHeaderChanges(problems: Problems, field: string, changes: HeaderChanges | undefined): void {
  for (const kind of ['set', 'add'] as const) {
    const entries = sortedEntries(changes?.[kind]);
    for (const [name, value] of entries) {
      if (!isHeaderName(name) || value === '' || value.length > MAX_HEADER_VALUE) {
        problems.report(routeRules.header, `${field}.${kind}['${name}']`, value, "Use a value such as { 'x-from': 'gateway' }.");
      }
    }
    checkCount(problems, `${field}.${kind}`, 'headers', entries.length, MAX_HEADERS);
    checkDuplicateHeaders(problems, `${field}.${kind}`, entries.map(([name]) => name));
  }
  const removed = changes?.remove ?? [];
  const invalid = removed.find(name => !isHeaderName(name));
  if (invalid !== undefined) {
    problems.report(routeRules.header, `${field}.remove`, shown(invalid), "Use a value such as ['x-debug'].");
  }
  checkCount(problems, `${field}.remove`, 'headers', removed.length, MAX_HEADERS);
  checkDuplicateHeaders(problems, `${field}.remove`, removed);
}

function checkTimeouts(problems: Problems, field: string, { timeout, backendTimeout }: RouteRule): void {
  const valid = (['timeout', 'backendTimeout'] as const).map(name => {
    const duration = name === 'timeout' ? timeout : backendTimeout;
    const isValid = duration === undefined || isTimeout(duration);
    if (!isValid) {
      problems.report(routeRules.timeout, `${field}.${name}`, showDuration(duration), 'Use a value such as Duration.seconds(30).');
    }
    return isValid;
  }).every(Boolean);
  if (valid && timeout && backendTimeout && millisecondsOf(timeout) > 0 && millisecondsOf(backendTimeout) > millisecondsOf(timeout)) {
    problems.report(routeRules.timeout, `${field}.backendTimeout`, showDuration(backendTimeout), `Use at most ${String(showDuration(timeout))}, or increase timeout.`);
  }
}
