import { Protocol, type Container, type ContainerPort, type Volume } from 'cdk8s-plus-28';
import { checkAddedContainer, checkDeclaredParts } from './check-container';
import { checkPodAnnotations } from './check-pod-annotations';
import { checkRequests, type RequestContext } from './check-requests';
import { checkFixedLabels } from './check-selector';
import type { LifecycleHooks } from '../../container/lifecycle-hooks';
import { LIFECYCLE_ACTIONS } from '../../container/render-lifecycle';
import { checkActionReferences } from '../../environment/check-references';
import { envFieldsOf } from '../../environment/env-fields';
import { PROBE_ROLES } from '../../health/probe';
import type { Ports } from '../../port/ports';
import { containerRules } from '../../rules/containers';
import { checkMetadata } from '../../rules/metadata';
import { isDnsLabel, nameRules } from '../../rules/names';
import type { Problems } from '../../rules/rule';
import type { KubernetesVersion } from '../../rules/versions';
import { isImage, workloadRules } from '../../rules/workloads';
import { checkPlusVolume } from '../../volume/check-volumes';
import { DeclaredVolume, TemplateVolume, volumesOf } from '../../volume/declared-volume';
import type { VolumeClaim } from '../../volume/volume-claim';
import type { ManagedWorkload } from '../pod/workloads';

const NONE: ReadonlySet<string> = new Set();

/**
 * Reports problems with the pods of a workload, including parts that were added by methods of cdk8s-plus.
 *
 * @param declared the containers of the declaration
 * @param claims volume claims, some of which the first container mounts
 * @internal
 */
export function checkPods(
  problems: Problems, workload: ManagedWorkload, declared: readonly Container[], requests: RequestContext, claims: readonly VolumeClaim[] = [],
): void {
  const containers = [...workload.containers, ...workload.initContainers];
  containers.forEach((container, index) => {
    const field = `containers['${container.name}'].`;
    checkNameAndImage(problems, field, container);
    const rendered = container._toKube();
    if (declared.includes(container)) {
      checkDeclaredParts(problems, field, envFieldsOf(field, 'env'), container, rendered);
    } else {
      checkAddedContainer(problems, field, container, rendered);
    }
    checkRequests(problems, field, rendered, requests);
    checkActions(problems, field, container, rendered);
    const paths = [...container.mounts.map(mount => mount.path), ...index === 0 ? claims.flatMap(claim => claim.mountPath ?? []) : []];
    for (const path of repeated(paths)) {
      problems.report(workloadRules.mountPath, `${field}volumeMounts`, path, "Use a different path for each, such as '/var/lib/data'.");
    }
  });
  for (const name of repeated(containers.map(container => container.name))) {
    problems.report(nameRules.containerNameDuplicate, 'containers', name, 'Use another name for one of them.');
  }
  checkPorts(problems, containers, requests.ports);
  checkAllVolumes(problems, volumesOf(workload), requests.version);
  checkAddedMetadata(problems, workload);
}

/** Reports references that are not replaced in the commands of lifecycle actions and health checks when all methods have been called. */
function checkActions(problems: Problems, field: string, container: Container, rendered: ReturnType<Container['_toKube']>): void {
  const env = container.env._toKube();
  for (const hook of ['postStart', 'preStop'] as const) {
    checkActionReferences(problems, `${field}lifecycle.${hook}`, env, rendered.lifecycle?.[hook]?.exec?.command, 'lifecycle');
  }
  for (const role of PROBE_ROLES) {
    checkActionReferences(problems, `${field}${role}`, env, rendered[`${role}Probe`]?.exec?.command, 'probe');
  }
}

/**
 * Reports references that are not replaced in the commands of the lifecycle actions of a container.
 *
 * @param prefix prefix of `lifecycle` in messages: empty, or the path of the container with a dot
 * @internal
 */
export function checkHookReferences(problems: Problems, prefix: string, { env }: Container, hooks: LifecycleHooks | undefined): void {
  for (const name of LIFECYCLE_ACTIONS) {
    checkActionReferences(problems, `${prefix}lifecycle.${name}`, env._toKube(), hooks?.[name]?._command, 'lifecycle');
  }
}

/** Reports labels and annotations that were added after the declaration, which has been checked. */
function checkAddedMetadata(problems: Problems, workload: ManagedWorkload): void {
  const { metadata, podMetadata } = workload;
  if (metadata.revision > 0) {
    checkMetadata(problems, 'workload.metadata', metadata.toJson());
  }
  if (podMetadata.revision > 0) {
    const added = podMetadata.toJson();
    checkMetadata(problems, 'podMetadata', added);
    checkFixedLabels(problems, workload, added.labels);
    checkPodAnnotations(problems, 'podMetadata', added.annotations);
  }
}

function checkNameAndImage(problems: Problems, field: string, { name, image }: Container): void {
  if (!isDnsLabel(name)) {
    problems.report(nameRules.containerName, `${field}name`, name, "Use a name such as 'proxy'.");
  }
  if (!isImage(image)) {
    problems.report(workloadRules.image, `${field}image`, image, "Use an image such as 'registry.example.com/web:1.4.2'.");
  }
}

/** Reports problems with volumes of cdk8s-plus. Those of the declaration have been checked. */
function checkAllVolumes(problems: Problems, volumes: ReadonlySet<Volume>, version: KubernetesVersion): void {
  for (const volume of [...volumes].filter(each => !(each instanceof DeclaredVolume) && !(each instanceof TemplateVolume))) {
    if (!isDnsLabel(volume.name)) {
      problems.report(workloadRules.claimName, 'volumes', volume.name, "Use a name such as 'data'.");
    }
    checkPlusVolume(problems, volume, version);
  }
}

/** The containers of a pod share its network. The API server only warns about an init container that lists the port of another container. */
function checkPorts(problems: Problems, containers: readonly Container[], declared: Ports): void {
  const ports = containers.flatMap(container => container.ports);
  if (ports.length < 2) {
    return;
  }
  for (const port of repeated(ports.map(numberAndProtocol))) {
    const [first, ...others] = containers.filter(container => container.ports.some(other => numberAndProtocol(other) === port));
    problems.report(workloadRules.sharedPort, 'ports of the containers', port, sharedPortFix(first, others, first === containers[0]));
  }
  // A port that two containers list with the same name is one mistake, which was reported above.
  const distinct = new Map(ports.filter(port => !declared.isNameOfContainer(port)).map(port => [`${port.name} ${numberAndProtocol(port)}`, port]));
  for (const name of repeated([...distinct.values()].flatMap(port => port.name ?? []))) {
    problems.report(containerRules.portName, 'name in ports of the containers', name, 'Use another name for one of them.');
  }
  const hostPorts = ports.filter(port => port.hostPort).map(({ hostIp = '', hostPort, protocol }) => `${hostIp}:${hostPort}/${protocol ?? Protocol.TCP}`);
  for (const port of repeated(hostPorts)) {
    problems.report(containerRules.hostPort, 'hostPort of the containers', port, 'Use another hostPort for one of them.');
  }
}

function numberAndProtocol({ number, protocol }: ContainerPort): string {
  return `${number}/${protocol ?? Protocol.TCP}`;
}

function sharedPortFix(first: Container, others: readonly Container[], firstIsOwn: boolean): string {
  const names = (others.length > 0 ? others : [first]).map(({ name }) => `'${name}'`).join(' and ');
  const remove = firstIsOwn
    ? `The container '${first.name}' lists it, because it is declared in ports of the workload. Remove it from ${names}.`
    : `The containers '${first.name}' and ${names} list it. Remove it from one of them.`;
  return `${remove} If both listen on it, change the port of one of them.`;
}

function repeated(values: readonly string[]): ReadonlySet<string> {
  return values.length < 2 ? NONE : new Set(values.filter((value, index) => values.indexOf(value) !== index));
}
