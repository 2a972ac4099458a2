import type { Mesh } from './mesh';
import type { MeshPeer, MeshProxy } from './mesh-options';
import { checkCidr } from '../rules/address-checks';
import { meshRules } from '../rules/mesh';
import { checkAnnotationMap, checkLabelMap, checkMetadata, isAnnotationKey, metadataRules } from '../rules/metadata';
import { isDnsLabel, nameRules } from '../rules/names';
import { checkAppProtocol, checkPortName, checkPortNumber } from '../rules/ports';
import type { Problems } from '../rules/rule';
import { securityRules } from '../rules/security';
import { isInt32 } from '../values/numbers';

/** Reports invalid options of a custom mesh. @internal */
export function checkMesh(problems: Problems, field: string, mesh: Mesh | undefined): void {
  const options = mesh?._options;
  if (!options) {
    return;
  }
  if (options.name === '') {
    problems.report(meshRules.custom, `${field}.name`, options.name, "Set a name such as 'Kuma'.");
  }
  Object.entries(options.appProtocols ?? {}).forEach(([kind, value]) => checkAppProtocol(problems, `${field}.appProtocols.${kind}`, value));
  if (options.proxy) {
    checkProxy(problems, `${field}.proxy`, options.proxy);
  }
  checkAnnotationMap(problems, `${field}.podAnnotations`, options.podAnnotations);
  for (const name of ['optOut', 'optIn'] as const) {
    checkMetadata(problems, `${field}.${name}`, options[name]);
  }
  for (const name of ['egress', 'ingress'] as const) {
    options[name]?.forEach((peer, index) => checkPeer(problems, `${field}.${name}[${index}]`, peer));
  }
  checkPortNumbers(problems, `${field}.tunnelPorts`, options.tunnelPorts);
}

function checkProxy(problems: Problems, field: string, proxy: MeshProxy): void {
  checkPortNumbers(problems, `${field}.ports`, proxy.ports);
  for (const id of ['user', 'group'] as const) {
    if (proxy[id] !== undefined && !isInt32(proxy[id], 0)) {
      problems.report(securityRules.userId, `${field}.${id}`, proxy[id], 'Use a value such as 1337.');
    }
  }
  proxy.containerNames?.forEach((name, index) => {
    if (!isDnsLabel(name)) {
      problems.report(nameRules.containerName, `${field}.containerNames[${index}]`, name, "Use a value such as 'kuma-sidecar'.");
    }
  });
  proxy.portNames?.forEach((name, index) => checkPortName(problems, `${field}.portNames[${index}]`, name, 'proxy-admin'));
  const { skippedPortsAnnotation: annotation } = proxy;
  if (annotation !== undefined && !isAnnotationKey(annotation)) {
    problems.report(metadataRules.key, `${field}.skippedPortsAnnotation`, annotation, "Use a value such as 'traffic.kuma.io/exclude-inbound-ports'.");
  }
}

function checkPeer(problems: Problems, field: string, peer: MeshPeer): void {
  const { namespace, networks } = peer;
  if (namespace !== undefined && !isDnsLabel(namespace)) {
    problems.report(nameRules.namespace, `${field}.namespace`, namespace, "Use a value such as 'kuma-system'.");
  }
  checkLabelMap(problems, `${field}.podLabels`, peer.podLabels);
  networks?.forEach((cidr, index) => checkCidr(problems, `${field}.networks[${index}]`, cidr));
  // a policy rule without peers would allow traffic from or to every address
  if (namespace === undefined && !networks?.length) {
    problems.report(meshRules.custom, `${field}.namespace`, namespace, "Set a namespace such as 'kuma-system', or networks such as ['10.0.0.5/32'].");
  }
  checkPortNumbers(problems, `${field}.ports`, peer.ports);
}

function checkPortNumbers(problems: Problems, field: string, ports: readonly number[] | undefined): void {
  ports?.forEach((number, index) => checkPortNumber(problems, `${field}[${index}]`, number));
}
