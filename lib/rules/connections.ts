import type { Rule } from './rule';

const NO_ADDRESS = 'Otherwise the caller would get no address. This rule cannot be overridden.';
const ENV = 'https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/';

/** @internal */
export const connectionRules = {
  target: {
    id: 'connection-target',
    limit: 'the target of a connection must be a declaration of this library that offers a port',
    showsValue: true,
    source: 'https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports',
    cases: [],
    hazard: NO_ADDRESS,
  },
  duplicate: {
    id: 'connection-duplicate',
    limit: 'a caller must be connected to the same target only once',
    showsValue: true,
    source: 'ExposedWorkload.connectTo',
    cases: [],
    hazard: 'Two connections could contradict each other about the same traffic. This rule cannot be overridden. One call can specify several ports and variables.',
  },
  port: {
    id: 'connection-port',
    limit: 'the ports of a connection must be names of ports that the target offers, at least one and without duplicates',
    showsValue: true,
    source: 'https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports',
    cases: [],
    hazard: NO_ADDRESS,
  },
  onePort: {
    id: 'connection-one-port',
    limit: 'a connection must have exactly one port if envPrefix is set, or if a template contains a part such as {url} without the name of a port',
    source: 'ExposedWorkload.connectTo',
    cases: [],
    hazard: 'With several ports, nothing determines which port the variable is for. This rule cannot be overridden. Set ports to one port, or name the port in the template, as in {url:http}.',
  },
  envPrefix: {
    id: 'connection-env-prefix',
    limit: 'a prefix of environment variables must consist of letters, digits and underscores, and must not begin with a digit',
    showsValue: true,
    source: 'https://pubs.opengroup.org/onlinepubs/9799919799/basedefs/V1_chap08.html',
    cases: [],
    hazard: 'The API server accepts other names, but shells and many programs cannot read them. To use such a name, specify it in variables instead of a prefix.',
  },
  envTaken: {
    id: 'connection-env-taken',
    limit: 'a variable of a connection must not already exist in the container',
    source: ENV,
    cases: [],
    hazard: 'The later value would replace the earlier one. This rule cannot be overridden.',
  },
  template: {
    id: 'connection-template',
    limit: 'a template can contain the parts {host}, {port}, {hostAndPort}, {url}, {name}, {namespace}, {fqdn}, {srvName}, {grpcTarget}, {tlsServerName}, {user} and {password}, where a part that contains a port can name it after a colon, as in {port:http}',
    source: 'ExposedWorkload.connectTo',
    cases: [],
    hazard: 'Otherwise the variable would contain the braces. This rule cannot be overridden. To set a variable to a value with braces, use env of the workload.',
  },
  urlParts: {
    id: 'connection-credentials',
    limit: 'the credentials and the path of a connection must be part of a variable, a URL with them must not have the scheme tcp, udp or sctp, and {user} and {password} in a template must refer to a variable with the value',
    showsValue: true,
    source: 'ExposedWorkload.connectTo',
    cases: [],
    hazard: 'Otherwise no container would get the credentials or the path, or the variable would contain the braces, or clients would get a URL such as tcp://user@host, which names no protocol that has users. This rule cannot be overridden, but a template in variables can contain any URL.',
  },
  containers: {
    id: 'connection-containers',
    limit: 'the variables of a connection require at least one container of the caller, without duplicates',
    showsValue: true,
    source: ENV,
    cases: [],
    hazard: 'Otherwise no container of the caller would get the variables. This rule cannot be overridden.',
  },
  cluster: {
    id: 'connection-cluster',
    limit: 'the target of a connection must be in the cluster of the caller',
    showsValue: true,
    source: 'https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/',
    cases: [],
    hazard: 'In the cluster of the caller, the name refers to a different Service or to none. This rule cannot be overridden. Declare the target as an ExternalService in the cluster of the caller, or import it with ExternalService.fromServiceName(…).',
  },
  namespace: {
    id: 'connection-namespace',
    limit: 'if the namespace of the caller is known, the namespace of the target must be known too',
    showsValue: true,
    source: 'https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#namespaces-of-services',
    cases: [],
    hazard: 'Otherwise the short name would be resolved in the namespace of the caller. This rule cannot be overridden.',
  },
} satisfies Record<string, Rule>;
