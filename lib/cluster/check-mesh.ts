import { Mesh } from './mesh';
import type { MeshPeer, MeshProxy } from './mesh-options';
import { checkCidr } from '../rules/addresses';
import { meshRules } from '../rules/mesh';
import { checkAnnotationMap, checkLabelMap, checkMetadata, isAnnotationKey, metadataRules } from '../rules/metadata';
import { isDnsLabel, nameRules } from '../rules/names';
import { checkAppProtocol, checkPortName, checkPortNumber } from '../rules/ports';
import type { Problems } from '../rules/rule';
import { checkArray, checkBoolean, checkInstance, checkMap, valueRules } from '../rules/values';
import { workloadRules } from '../rules/workloads';
import { isStructure } from '../values/mark';
import { isInt32 } from '../values/numbers';

const BUILT_IN = [Mesh.ISTIO, Mesh.ISTIO_AMBIENT, Mesh.LINKERD].map(mesh => mesh._id);

/** Reports a value that is not a mesh, and invalid options of a custom mesh. @internal */
export function checkMesh(problems: Problems, field: string, mesh: Mesh | undefined): void {
  const example = "Mesh.ISTIO, Mesh.ISTIO_AMBIENT, Mesh.LINKERD or Mesh.custom({ name: 'Kuma' })";
  if (!checkInstance(problems, field, mesh, Mesh._isMesh, example) || !mesh || BUILT_IN.includes(mesh._id)) {
    return;
  }
  const options = mesh._options;
  if (!isStructure(options)) {
    problems.report(valueRules.type, field, options, `Use a value such as ${example}.`);
    return;
  }
  if (typeof options.name !== 'string' || options.name === '') {
    problems.report(meshRules.custom, `${field}.name`, options.name, "Set a name such as 'Kuma'.");
  }
  if (checkMap(problems, `${field}.appProtocols`, options.appProtocols)) {
    Object.entries(options.appProtocols ?? {}).forEach(([kind, value]) => checkAppProtocol(problems, `${field}.appProtocols.${kind}`, value ?? undefined));
  }
  if (checkMap(problems, `${field}.proxy`, options.proxy) && options.proxy) {
    checkProxy(problems, `${field}.proxy`, options.proxy);
  }
  checkAnnotationMap(problems, `${field}.podAnnotations`, options.podAnnotations);
  for (const name of ['optOut', 'optIn'] as const) {
    checkMap(problems, `${field}.${name}`, options[name]) && checkMetadata(problems, `${field}.${name}`, options[name] ?? {});
  }
  for (const name of ['egress', 'ingress'] as const) {
    checkArray(problems, `${field}.${name}`, options[name])
      && options[name]?.forEach((peer, index) => checkPeer(problems, `${field}.${name}[${index}]`, peer));
  }
  checkPortNumbers(problems, `${field}.tunnelPorts`, options.tunnelPorts);
}

function checkProxy(problems: Problems, field: string, proxy: MeshProxy): void {
  checkPortNumbers(problems, `${field}.ports`, proxy.ports);
  for (const id of ['user', 'group'] as const) {
    if (proxy[id] !== undefined && proxy[id] !== null && !isInt32(proxy[id], 0)) {
      problems.report(workloadRules.userId, `${field}.${id}`, proxy[id], 'Use a value such as 1337.');
    }
  }
  checkArray(problems, `${field}.containerNames`, proxy.containerNames) && proxy.containerNames?.forEach((name, index) => {
    if (!isDnsLabel(name)) {
      problems.report(nameRules.containerName, `${field}.containerNames[${index}]`, name, "Use a value such as 'kuma-sidecar'.");
    }
  });
  checkArray(problems, `${field}.portNames`, proxy.portNames)
    && proxy.portNames?.forEach((name, index) => checkPortName(problems, `${field}.portNames[${index}]`, name, 'proxy-admin'));
  checkBoolean(problems, `${field}.acceptsTcpProbes`, proxy.acceptsTcpProbes);
  const { skippedPortsAnnotation: annotation } = proxy;
  if (annotation !== undefined && annotation !== null && !isAnnotationKey(annotation)) {
    problems.report(metadataRules.key, `${field}.skippedPortsAnnotation`, annotation, "Use a value such as 'traffic.kuma.io/exclude-inbound-ports'.");
  }
}

function checkPeer(problems: Problems, field: string, peer: MeshPeer | undefined): void {
  if (!isStructure(peer)) {
    problems.report(valueRules.type, field, peer, "Use a value such as { namespace: 'kuma-system', ports: [5678] }.");
    return;
  }
  const { namespace, networks } = peer;
  if (namespace !== undefined && namespace !== null && !isDnsLabel(namespace)) {
    problems.report(nameRules.namespace, `${field}.namespace`, namespace, "Use a value such as 'kuma-system'.");
  }
  checkLabelMap(problems, `${field}.podLabels`, peer.podLabels);
  checkArray(problems, `${field}.networks`, networks) && networks?.forEach((cidr, index) => checkCidr(problems, `${field}.networks[${index}]`, cidr));
  // a policy rule without peers would allow traffic from or to every address
  if ((namespace ?? undefined) === undefined && !networks?.length) {
    problems.report(meshRules.custom, `${field}.namespace`, namespace, "Set a namespace such as 'kuma-system', or networks such as ['10.0.0.5/32'].");
  }
  checkPortNumbers(problems, `${field}.ports`, peer.ports);
}

function checkPortNumbers(problems: Problems, field: string, ports: readonly number[] | undefined): void {
  checkArray(problems, field, ports) && ports?.forEach((number, index) => checkPortNumber(problems, `${field}[${index}]`, number));
}
