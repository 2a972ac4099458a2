import type { Container, Probe } from 'cdk8s-plus-28';
import { checkAction } from '../../container/check-action';
import { containerRules } from '../../rules/containers';
import { probeRules } from '../../rules/probes';
import type { Problems } from '../../rules/rule';
import { isInt32 } from '../../values/numbers';

/** A container and a probe as cdk8s-plus renders them. */
type RenderedContainer = ReturnType<Container['_toKube']>;
type RenderedProbe = ReturnType<Probe['_toKube']>;

/** Reports problems with the lifecycle actions of a container of cdk8s-plus. @internal */
export function checkLifecycle(problems: Problems, field: string, lifecycle: RenderedContainer['lifecycle']): void {
  for (const hook of ['postStart', 'preStop'] as const) {
    const action = lifecycle?.[hook];
    if (action) {
      checkAction(problems, `${field}.${hook}`, action, containerRules.action, "kplus.Handler.fromCommand(['/bin/drain'])");
    }
  }
}

/** Reports problems with the probes of a container of cdk8s-plus. @internal */
export function checkProbes(problems: Problems, field: string, container: RenderedContainer, portNumber?: number): void {
  for (const role of ['readiness', 'liveness', 'startup'] as const) {
    const probe = container[`${role}Probe`];
    // cdk8s-plus generates a startup probe from the port number; it is not written to the manifest
    const isGenerated = role === 'startup' && portNumber !== undefined && probe?.tcpSocket?.port.value === portNumber;
    if (probe && !isGenerated) {
      checkProbe(problems, `${field}${role}`, role, probe);
    }
  }
}

function checkProbe(problems: Problems, field: string, role: string, probe: RenderedProbe): void {
  checkAction(problems, field, probe, probeRules.command, "kplus.Probe.fromCommand(['/bin/check'])");
  for (const [name, min] of Object.entries({ initialDelaySeconds: 0, periodSeconds: 1, timeoutSeconds: 1 })) {
    const value = probe[name as 'periodSeconds'];
    if (value !== undefined && !isInt32(value, min)) {
      problems.report(probeRules.seconds, `${field}.${name}`, value, `Use Duration.seconds(${Math.max(min, Math.ceil(value) || 1)}).`);
    }
  }
  for (const name of ['failureThreshold', 'successThreshold'] as const) {
    const value = probe[name];
    if (value !== undefined && !isInt32(value, 1)) {
      problems.report(probeRules.threshold, `${field}.${name}`, value, 'Use 1 or more, or omit it.');
    }
  }
  if (role !== 'readiness' && (probe.successThreshold ?? 1) > 1) {
    problems.report(probeRules.successThreshold, `${field}.successThreshold`, probe.successThreshold, 'Remove it.');
  }
}
