import { checkCount, checkHeadersOnce, isHeaderName } from './check-matches';
import { sortedEntries } from './compare-names';
import type { PlannedRule } from './route-plan';
import type { HeaderChanges, RouteRedirect, RouteRewrite, RouteRule } from './route-rule';
import { isTimeout, millisecondsOf } from './timeouts';
import { isPortNumber } from '../rules/ports';
import { checkHost, isHost, routeRules } from '../rules/routes';
import type { Problems } from '../rules/rule';
import { showDuration } from '../rules/values';

const MAX_BACKENDS = 16;
const MAX_HEADERS = 16;
const MAX_HEADER_VALUE = 4096;
const MAX_PATH = 1024;
const MAX_WEIGHT = 1_000_000;
const CODES = [301, 302, 303, 307, 308];

/** What goes with backends alone. */
const BESIDE_BACKENDS = ['backends', 'rewrite', 'requestHeaders', 'mirror', 'timeout', 'backendTimeout'] as const;

/** Notes what is wrong with what becomes of the requests of a rule, in the way of HTTP. @internal */
export function checkActions(problems: Problems, planned: PlannedRule): void {
  const { field, rule } = planned;
  if (rule.redirect) {
    checkRedirect(problems, field, rule, rule.redirect);
    const [other] = BESIDE_BACKENDS.filter(name => Array.isArray(rule[name]) ? (rule[name] as unknown[]).length > 0 : rule[name] !== undefined);
    if (other !== undefined) {
      problems.report(routeRules.parts, `${field}.${other}`, describePart(rule, other), 'Leave it out, or make a rule of its own for what is redirected.');
    }
  } else if (!rule.backends || rule.backends.length === 0) {
    problems.report(routeRules.parts, `${field}.backends`, rule.backends, 'Give RouteBackend.of(…), or a redirect.');
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

/** Notes weights and parts that are none, of which every kind of route has some. @internal */
export function checkShares(problems: Problems, { field, rule: { backends = [], mirror } }: PlannedRule): void {
  checkCount(problems, `${field}.backends`, 'backends', backends.length, MAX_BACKENDS);
  backends.forEach(({ _options: { weight } }, index) => checkShare(problems, `${field}.backends[${index}].weight`, weight, MAX_WEIGHT));
  checkShare(problems, `${field}.mirror.percent`, mirror?.percent, 100);
}

function checkShare(problems: Problems, field: string, share: number | undefined, most: number): void {
  if (share !== undefined && !(Number.isInteger(share) && share >= 0 && share <= most)) {
    problems.report(routeRules.share, field, share, `Write a whole number from 0 to ${most}.`);
  }
}

function describePart(rule: RouteRule, name: typeof BESIDE_BACKENDS[number]): unknown {
  return name === 'timeout' || name === 'backendTimeout' ? showDuration(rule[name]!) : name === 'rewrite' || name === 'requestHeaders' ? rule[name] : '(set)';
}

function checkRedirect(problems: Problems, ruleField: string, rule: RouteRule, redirect: RouteRedirect): void {
  const field = `${ruleField}.redirect`;
  const { scheme, host, port, path, prefix, statusCode } = redirect;
  if ([scheme, host, port, path, prefix].every(part => part === undefined)) {
    problems.report(routeRules.redirect, field, redirect, "Say where to, as in { scheme: 'https' }.");
  }
  if (scheme !== undefined && !['http', 'https'].includes(scheme)) {
    problems.report(routeRules.redirect, `${field}.scheme`, scheme, "Write 'https'.");
  }
  if (host !== undefined && !isHost(host, false)) {
    problems.report(routeRules.redirect, `${field}.host`, host, "Write it like 'www.example.com'.");
  }
  if (port !== undefined && !isPortNumber(port)) {
    problems.report(routeRules.redirect, `${field}.port`, port, 'Write a number from 1 to 65535.');
  }
  if (statusCode !== undefined && !CODES.includes(statusCode)) {
    problems.report(routeRules.redirect, `${field}.statusCode`, statusCode, 'Write 301 for good, 302 for now; 308 or 307 where the method has to stay.');
  }
  checkReplacement(problems, field, rule, redirect);
}

/** A prefix is replaced where there is one to replace, which every match of the rule has to have. */
function checkReplacement(problems: Problems, field: string, rule: RouteRule, { path, prefix }: RouteRewrite): void {
  const replaced = Object.entries({ path, prefix }).filter(([, text]) => text !== undefined);
  if (replaced.length > 1) {
    problems.report(routeRules.replacement, field, { path, prefix }, 'Give one of them.');
  }
  for (const [name, text] of replaced) {
    if (typeof text !== 'string' || text.length > MAX_PATH || !text.startsWith('/')) {
      problems.report(routeRules.replacement, `${field}.${name}`, text, "Write it like '/orders'.");
    }
  }
  const { paths = [], methods = [] } = rule;
  const one = paths.length <= 1 && methods.length <= 1 && paths.every(({ _type }) => _type === 'PathPrefix');
  if (prefix !== undefined && !one) {
    problems.report(routeRules.replacement, `${field}.prefix`, prefix, "Give the rule one PathMatch.prefix('…') and at most one method.");
  }
}

function checkHeaderChanges(problems: Problems, field: string, changes: HeaderChanges | undefined): void {
  for (const kind of ['set', 'add'] as const) {
    const entries = sortedEntries(changes?.[kind]);
    for (const [name, value] of entries) {
      if (!isHeaderName(name) || typeof value !== 'string' || value === '' || value.length > MAX_HEADER_VALUE) {
        problems.report(routeRules.header, `${field}.${kind}['${name}']`, value, "Write it like { 'x-from': 'gateway' }.");
      }
    }
    checkCount(problems, `${field}.${kind}`, 'headers', entries.length, MAX_HEADERS);
    checkHeadersOnce(problems, `${field}.${kind}`, entries.map(([name]) => name));
  }
  const removed = changes?.remove ?? [];
  const odd = removed.find(name => !isHeaderName(name));
  if (odd !== undefined) {
    problems.report(routeRules.header, `${field}.remove`, odd, "Write it like ['x-debug'].");
  }
  checkCount(problems, `${field}.remove`, 'headers', removed.length, MAX_HEADERS);
  checkHeadersOnce(problems, `${field}.remove`, removed);
}

function checkTimeouts(problems: Problems, field: string, { timeout, backendTimeout }: RouteRule): void {
  const valid = (['timeout', 'backendTimeout'] as const).map(name => {
    const duration = name === 'timeout' ? timeout : backendTimeout;
    const right = duration === undefined || isTimeout(duration);
    if (!right) {
      problems.report(routeRules.timeout, `${field}.${name}`, showDuration(duration), 'Write it like Duration.seconds(30).');
    }
    return right;
  }).every(Boolean);
  if (valid && timeout && backendTimeout && millisecondsOf(timeout) > 0 && millisecondsOf(backendTimeout) > millisecondsOf(timeout)) {
    problems.report(routeRules.timeout, `${field}.backendTimeout`, showDuration(backendTimeout), `Give at most ${String(showDuration(timeout))}, or more to timeout.`);
  }
}
