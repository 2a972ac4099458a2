import type { Rule } from './rule';

const PROBES = 'https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/';
const VALIDATION = 'validateProbe in core/validation/validation.go';

/** @internal */
export const probeRules = {
  port: {
    id: 'probe-port',
    limit: 'a health check must use a port that the workload declares',
    showsValue: true,
    source: PROBES,
    cases: ['K13', 'K14', 'K15'],
    hazard: 'The API server accepts a name that no container port has, and the container is never ready. This rule cannot be overridden. Declare the port, with exposed: false if the Service must not offer it.',
  },
  protocol: {
    id: 'probe-protocol',
    limit: 'a health check must use a TCP port, because the kubelet cannot determine whether a UDP or SCTP port is open',
    showsValue: true,
    source: PROBES,
    cases: [],
    hazard: 'The API server accepts the check. The kubelet connects with TCP, no process listens there, and the container is never ready. This rule cannot be overridden. Use HealthCheck.exec(…).',
  },
  seconds: {
    id: 'probe-seconds',
    limit: 'the durations of a health check must be whole seconds: period, timeout and grace period at least 1, the initial delay at least 0',
    showsValue: true,
    source: `${PROBES}#configure-probes; ${VALIDATION}`,
    cases: ['K07', 'K10'],
    hazard: 'The API server replaces 0 with the default. This rule cannot be overridden. Omit the value to use the default.',
  },
  threshold: {
    id: 'probe-threshold',
    limit: 'the thresholds of a health check must be integers of at least 1',
    showsValue: true,
    source: `${PROBES}#configure-probes; ${VALIDATION}`,
    cases: ['K06', 'K12'],
    hazard: 'The API server replaces 0 with the default. This rule cannot be overridden. Omit the value to use the default.',
  },
  successThreshold: {
    id: 'probe-success-threshold',
    limit: 'the success threshold of liveness and startup checks must be 1',
    showsValue: true,
    source: `${PROBES}#configure-probes`,
    cases: ['K03', 'K04', 'K05'],
  },
  gracePeriod: {
    id: 'probe-grace-period',
    limit: 'only liveness and startup checks can have a grace period, because a failed readiness check does not terminate a container',
    showsValue: true,
    source: `${PROBES}#probe-level-terminationgraceperiodseconds`,
    cases: ['K26'],
  },
  command: {
    id: 'probe-command',
    limit: 'a health check that runs a command must have a command',
    source: 'validateExecAction in core/validation/validation.go',
    cases: ['K20', 'V15'],
  },
  path: {
    id: 'probe-path',
    limit: 'an HTTP health check must have a path',
    source: 'validateHTTPGetAction in core/validation/validation.go',
    cases: ['K17'],
    hazard: 'The API server replaces an empty path with /. This rule cannot be overridden. Use \'/\'.',
  },
  header: {
    id: 'probe-header',
    limit: 'the name of an HTTP header can have only letters, digits and hyphens',
    source: 'IsHTTPHeaderName in apimachinery/pkg/util/validation/validation.go',
    cases: [],
  },
} satisfies Record<string, Rule>;
