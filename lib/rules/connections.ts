import type { Rule } from './rule';

const NO_DOCUMENT = 'There would be nothing to tell the caller. There is no way to insist.';
const ENV = 'https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/';

/** @internal */
export const connectionRules = {
  target: {
    id: 'connection-target',
    limit: 'a connection leads to a declaration of this library that offers a port',
    source: 'https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports',
    cases: [],
    hazard: NO_DOCUMENT,
  },
  twice: {
    id: 'connection-twice',
    limit: 'a caller is connected to a declaration once',
    source: 'ExposedWorkload.connectTo',
    cases: [],
    hazard: 'Two connections could say different things of the same traffic. There is no way to insist: one call can name several ports and variables.',
  },
  port: {
    id: 'connection-port',
    limit: 'the ports of a connection are names of ports that the target offers, each once, at least one',
    source: 'https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports',
    cases: [],
    hazard: NO_DOCUMENT,
  },
  onePort: {
    id: 'connection-one-port',
    limit: 'a prefix, and a part of a template without the name of a port, stand for one port',
    source: 'ExposedWorkload.connectTo',
    cases: [],
    hazard: 'Which port is meant would be a guess. There is no way to insist: name it.',
  },
  envPrefix: {
    id: 'connection-env-prefix',
    limit: 'a prefix of environment variables is letters, digits and underscores, and begins with no digit',
    source: 'https://pubs.opengroup.org/onlinepubs/9799919799/basedefs/V1_chap08.html',
    cases: [],
    hazard: 'The server takes other names, and shells and many programs can\'t read them. Insist by variables, where any name may stand.',
  },
  envTaken: {
    id: 'connection-env-taken',
    limit: 'a variable of a connection is one that the container does not have yet',
    source: ENV,
    cases: [],
    hazard: 'The later value would take the place of the earlier one. There is no way to insist: leave one of them out.',
  },
  template: {
    id: 'connection-template',
    limit: 'the parts of a template are {host}, {port}, {hostAndPort}, {url}, {name}, {namespace}, {fqdn}, {srvName}, {grpcTarget} and {tlsServerName}, where they need a port with its name after a colon, as in {port:http}',
    source: 'ExposedWorkload.connectTo',
    cases: [],
    hazard: 'The program would get the braces. There is no way to insist: set such a variable with env.',
  },
  containers: {
    id: 'connection-containers',
    limit: 'variables are for containers of the caller, at least one, each once',
    source: ENV,
    cases: [],
    hazard: NO_DOCUMENT,
  },
  cluster: {
    id: 'connection-cluster',
    limit: 'a caller reaches Services of its own cluster alone',
    source: 'https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/',
    cases: [],
    hazard: 'The name would mean another Service there, or none. There is no way to insist: declare the other cluster\'s as ExternalService, or import it by ExternalService.fromServiceName().',
  },
  namespace: {
    id: 'connection-namespace',
    limit: 'a caller whose namespace is known needs the namespace of what it calls',
    source: 'https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#namespaces-of-services',
    cases: [],
    hazard: 'The short name would be looked up in the namespace of the caller. There is no way to insist.',
  },
} satisfies Record<string, Rule>;
