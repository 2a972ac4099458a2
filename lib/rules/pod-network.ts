import type { Rule } from './rule';

const VALIDATION = 'core/validation/validation.go';

/** @internal */
export const podNetworkRules = {
  dnsPolicy: {
    id: 'pod-dns-policy',
    limit: 'the DNS policy None requires a name server in dns',
    showsValue: true,
    source: `validatePodDNSConfig in ${VALIDATION}`,
    cases: [],
  },
  dns: {
    id: 'pod-dns',
    limit: 'a pod can have at most 3 name servers, which are IP addresses, and at most 32 search domains of at most 2048 characters in total, which are DNS names; an option of the resolver must have a name',
    showsValue: true,
    source: `validatePodDNSConfig in ${VALIDATION}`,
    cases: [],
  },
  hostname: {
    id: 'pod-hostname',
    limit: 'hostname and subdomain of pods must be DNS labels (RFC 1123), and the pods of a StatefulSet cannot have them',
    showsValue: true,
    source: `ValidatePodSpec in ${VALIDATION}; updateIdentity in pkg/controller/statefulset/stateful_set_utils.go`,
    cases: [],
    hazard: 'The API server accepts both in a StatefulSet, whose controller replaces them with the name of the pod and of the governing Service. It takes an empty text as not set. This rule cannot be overridden.',
  },
  hostAlias: {
    id: 'host-alias',
    limit: 'a host alias must have an IP address and host names that are DNS subdomains (RFC 1123)',
    showsValue: true,
    source: `ValidateHostAliases in ${VALIDATION}`,
    cases: [],
    hazard: 'The API server accepts an address without host names, which has no effect. This rule cannot be overridden.',
  },
  namespaces: {
    id: 'pod-namespaces',
    limit: 'hostUsers: false is not possible with hostNetwork, hostPid, hostIpc or block devices, and shareProcesses not with hostPid',
    showsValue: true,
    source: `validateHostUsers and validateShareProcessNamespace in ${VALIDATION}; UserNamespacesHostNetworkSupport is disabled by default in pkg/features/kube_features.go`,
    cases: [],
  },
  hostNetworkPort: {
    id: 'host-network-port',
    limit: 'a container on the network of its node needs the capability NET_BIND_SERVICE to listen on a port below 1024',
    showsValue: true,
    source: 'capabilities(7); ValidateHostSysctl in core/validation/validation.go: the sysctl that opens these ports is refused with hostNetwork',
    cases: [],
    hazard: 'The API server accepts the port, and the server fails to listen. A process has the capability if it runs as root, or if its program has the file capability. Override the rule with SecurityExemption.capabilities(\'the reason\', \'NET_BIND_SERVICE\').',
  },
  hostPortOutside: {
    id: 'host-port-outside',
    limit: 'hostPort and hostIp can be set only on a port of an ExposedWorkload',
    showsValue: true,
    source: 'docs/ports.md',
    cases: [],
    hazard: 'No generated object would contain the setting. This rule cannot be overridden.',
  },
} satisfies Record<string, Rule>;
