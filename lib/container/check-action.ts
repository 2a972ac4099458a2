import type { Handler } from 'cdk8s-plus-28';
import { containerRules, checkNulInList } from '../rules/containers';
import { checkPortNumber } from '../rules/ports';
import { probeRules } from '../rules/probes';
import type { Problems, Rule } from '../rules/rule';
import { shown } from '../rules/show';
import { checkString } from '../rules/values';

/** A lifecycle action or the action of a probe as cdk8s-plus renders it. */
type RenderedAction = ReturnType<Handler['_toKube']>;

/**
 * Reports problems with an action of cdk8s-plus, whose factories accept any value.
 *
 * @param rule the rule that an action without a command, request or connection breaks
 * @param example a valid command
 * @internal
 */
export function checkAction(problems: Problems, field: string, { exec, httpGet, tcpSocket }: RenderedAction, rule: Rule, example: string): void {
  if (exec ? !isCommand(exec.command) : !httpGet && !tcpSocket) {
    problems.report(rule, `${field}.command`, exec?.command, `Use a command such as ${example}.`);
  } else {
    checkNulInList(problems, `${field}.command`, exec?.command);
  }
  const request = httpGet ?? tcpSocket;
  if (request) {
    checkPortNumber(problems, `${field}.port`, request.port.value as number);
    checkString(problems, `${field}.host`, request.host);
  }
  if (httpGet && (typeof httpGet.path !== 'string' || httpGet.path === '')) {
    const pathRule = rule === probeRules.command ? probeRules.path : rule;
    problems.report(pathRule, `${field}.path`, httpGet.path, "Use a path such as '/healthz'.");
  }
  if (httpGet?.scheme !== undefined && !['HTTP', 'HTTPS'].includes(httpGet.scheme)) {
    problems.report(containerRules.action, `${field}.scheme`, shown(httpGet.scheme), 'Use kplus.ConnectionScheme.HTTPS, or omit it.');
  }
}

function isCommand(command: unknown): boolean {
  return Array.isArray(command) && command.length > 0 && Array.from(command).every(text => typeof text === 'string');
}
