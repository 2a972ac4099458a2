import type { Rule } from './rule';

const VALIDATION = 'core/validation/validation.go';
const WARNINGS = 'warningsForPodSpecAndMeta in pkg/api/pod/warnings.go';

/** @internal */
export const containerRules = {
  envKey: {
    id: 'env-key',
    limit: 'a variable from a config map or secret has its name, a DNS subdomain, and a key of at most 253 letters, digits, -, _ and ., which does not begin with ..',
    source: `validateConfigMapKeySelector and validateSecretKeySelector in ${VALIDATION}`,
    cases: [],
  },
  envField: {
    id: 'env-field',
    limit: 'a variable from the pod has a field that a container can know (metadata.name, namespace and uid, one label or annotation, spec.nodeName and serviceAccountName, the IP addresses), of apiVersion v1',
    source: `validateObjectFieldSelector in ${VALIDATION}`,
    cases: [],
  },
  envResource: {
    id: 'env-resource',
    limit: 'a variable from the resources of a container has a request or limit of cpu, memory or ephemeral-storage, divided by 1 or one unit of it (1m for cpu, 1k to 1E and 1Ki to 1Ei for the others)',
    source: `validateContainerResourceFieldSelector and validateContainerResourceDivisor in ${VALIDATION}`,
    cases: [],
    hazard: 'Of other spellings the server takes those that mean one of these, like 1024Ki for 1Mi. There is no way to insist: the plain form means the same.',
  },
  envFrom: {
    id: 'env-from',
    limit: 'a source of variables has the name of a config map or secret, a DNS subdomain, and a prefix of printable ASCII characters without =',
    source: `ValidateEnvFrom in ${VALIDATION}`,
    cases: [],
    hazard: 'The server takes a name that ends with a hyphen, which no config map and no secret can have. There is no way to insist.',
  },
  action: {
    id: 'lifecycle-action',
    limit: 'what is done at the start or end of a container is a command, or a request to a port from 1 to 65535 by HTTP or HTTPS',
    source: `validateHandler in ${VALIDATION}`,
    cases: ['K43'],
    hazard: 'An empty path of a request the server reads as /, which was not said. There is no way to insist: write \'/\'.',
  },
  initContainer: {
    id: 'init-container-hooks',
    limit: 'an init container that is no sidecar has neither lifecycle nor health checks, because it ends before the others start',
    source: `validateInitContainers in ${VALIDATION}`,
    cases: [],
  },
  privileged: {
    id: 'privileged-escalation',
    limit: 'a privileged container can gain more privileges',
    source: `ValidateSecurityContext in ${VALIDATION}`,
    cases: [],
  },
  portName: {
    id: 'container-port-name',
    limit: 'the name of a container port has at most 15 lower-case letters, digits and single hyphens, a letter among them and no hyphen at an end, and is that of no other port of the pod',
    source: `IsValidPortName in apimachinery/pkg/util/validation/validation.go; ${WARNINGS}`,
    cases: [],
    hazard: 'The server takes a name that two containers have, with a warning: Services and probes find one of them alone. There is no way to insist.',
  },
  hostPort: {
    id: 'host-port',
    limit: 'a port of the node is given to one container port, and an address of the node goes with a port of it',
    source: `AccumulateUniqueHostPorts in ${VALIDATION}; ${WARNINGS}`,
    cases: [],
    hazard: 'The server takes an address without a port, with a warning, and does nothing with it. There is no way to insist.',
  },
} satisfies Record<string, Rule>;
