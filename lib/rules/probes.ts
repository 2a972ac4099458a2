import type { Rule } from './rule';

const PROBES = 'https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/';
const VALIDATION = 'validateProbe in core/validation/validation.go';

/** @internal */
export const probeRules = {
  port: {
    id: 'probe-port',
    limit: 'a health check asks a port that the workload declares',
    source: PROBES,
    cases: ['K13', 'K14', 'K15'],
    hazard: 'The server takes a name that no container port has, and the container is never ready. There is no way to insist: declare the port, with exposed: false where the Service shall not offer it.',
  },
  protocol: {
    id: 'probe-protocol',
    limit: 'a health check asks a TCP port; nobody can tell whether a UDP or SCTP port is open',
    source: PROBES,
    cases: [],
    hazard: 'The server takes it: the kubelet connects by TCP, where nobody listens, and the container is never ready. There is no way to insist; ask by HealthCheck.exec(…).',
  },
  seconds: {
    id: 'probe-seconds',
    limit: 'period, timeout and grace period of a health check are at least 1 second, its initial delay at least 0, all of them whole seconds',
    source: `${PROBES}#configure-probes; ${VALIDATION}`,
    cases: ['K07', 'K10'],
    hazard: 'The server reads 0 as the default, which is not what was said. There is no way to insist: leave the value out for the default.',
  },
  threshold: {
    id: 'probe-threshold',
    limit: 'the thresholds of a health check are whole numbers of at least 1',
    source: `${PROBES}#configure-probes; ${VALIDATION}`,
    cases: ['K06', 'K12'],
    hazard: 'The server reads 0 as the default, which is not what was said. There is no way to insist: leave the value out for the default.',
  },
  successThreshold: {
    id: 'probe-success-threshold',
    limit: 'the success threshold of liveness and startup is 1',
    source: `${PROBES}#configure-probes`,
    cases: ['K03', 'K04', 'K05'],
  },
  gracePeriod: {
    id: 'probe-grace-period',
    limit: 'only liveness and startup have a grace period, because a failed readiness check kills nothing',
    source: `${PROBES}#probe-level-terminationgraceperiodseconds`,
    cases: ['K26'],
  },
  command: {
    id: 'probe-command',
    limit: 'a check by a command has a command',
    source: 'validateExecAction in core/validation/validation.go',
    cases: ['K20', 'V15'],
  },
  path: {
    id: 'probe-path',
    limit: 'a check by HTTP has a path',
    source: 'validateHTTPGetAction in core/validation/validation.go',
    cases: ['K17'],
    hazard: 'The server reads an empty one as /, which was not said. There is no way to insist: write \'/\'.',
  },
  header: {
    id: 'probe-header',
    limit: 'the name of an HTTP header has letters, digits and hyphens, its value is text',
    source: 'IsHTTPHeaderName in apimachinery/pkg/util/validation/validation.go',
    cases: [],
    hazard: 'A value that is null the server reads as an empty text. There is no way to insist: write \'\'.',
  },
} satisfies Record<string, Rule>;
