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
  tls: {
    id: 'probe-tls',
    limit: 'a health check must use TLS if and only if the server uses TLS on the port, and a gRPC check cannot use TLS',
    showsValue: true,
    source: 'Probe in pkg/probe/grpc/grpc.go, which uses TLS only with the alpha feature GRPCContainerProbeTLS of Kubernetes 1.37; NewRequestForHTTPGetAction in pkg/probe/http/request.go',
    cases: [],
    hazard: 'The API server does not know the protocol of a port and accepts the check. The server refuses the connection or the request, and the container is never ready. This rule cannot be overridden. If the server accepts connections with and without TLS on one port, declare the port with Port.tcp and without appProtocol.',
  },
  host: {
    id: 'probe-host',
    limit: 'from Kubernetes 1.34 on, a health check or lifecycle action must not have a host, unless the pods have an exemption',
    showsValue: true,
    source: 'check_hostProbesAndhostLifecycle.go in k8s.io/pod-security-admission/policy',
    cases: [],
    hazard: 'Pod Security at the levels baseline and restricted refuses the pods, so that the workload has none. The kubelet, and not the container, connects to the host. Override the rule with SecurityExemption.probeHosts(\'the reason\'), in a namespace without these levels.',
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
