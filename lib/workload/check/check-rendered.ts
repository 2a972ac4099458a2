import { checkSurge } from './check-surge';
import { checkContainersFit } from '../../container/check-pod-resources';
import { checkReferences } from '../../environment/check-references';
import type { Json } from '../../manifest/manifest';
import { containerRules } from '../../rules/containers';
import { podNetworkRules } from '../../rules/pod-network';
import type { Problems } from '../../rules/rule';
import { volumeRules } from '../../rules/volumes';
import { podSecurityOf } from '../../security/pod-security';
import { unownedMounts } from '../pod/volume-owners';
import { checkScaledDocument } from '../scaling/check-scaled-document';
import type { WorkloadOptions } from '../workload-options';

const OWNER_FIX = "Set security: { user: 1000, group: 1000 } to the user and group of the server, or add SecurityExemption.volumeOwner('the reason') if the storage or an init container sets the owner.";
const SYSCTL_FIX = "Remove it in the same patch, with JsonPatch.remove('/spec/template/spec/securityContext/sysctls').";

/**
 * Reports problems of the finished document of a workload, which contains the changes of JSON patches and of methods of cdk8s-plus.
 *
 * @param ownContainer name of the workload's own container in its declaration
 * @internal
 */
export function checkRendered(problems: Problems, document: Json, props: WorkloadOptions, ownContainer: string): void {
  const { security, controller, injectedVariables, scaling } = props;
  const { kind, spec } = document;
  const pod = spec?.template?.spec;
  if (!pod?.containers) {
    return;
  }
  if (!podSecurityOf(security).keepsVolumeOwner) {
    checkVolumeOwner(problems, pod, spec.volumeClaimTemplates ?? []);
  }
  checkSysctls(problems, pod);
  checkUserNamespace(problems, pod);
  checkVariables(problems, pod, injectedVariables);
  if (pod.resources) {
    checkContainersFit(problems, pod);
  }
  if (scaling) {
    checkScaledDocument(problems, scaling, spec, ownContainer);
  }
  if (kind === 'DaemonSet' || (kind === 'Deployment' && !controller?._deployment.rollout)) {
    checkSurge(problems, document);
  }
}

function checkVolumeOwner(problems: Problems, pod: Json, claims: readonly Json[]): void {
  if (pod.securityContext?.fsGroup === undefined) {
    const volumes = new Set(unownedMounts(pod, claims.map(({ metadata }) => metadata?.name)).map(({ volume }) => `'${volume}'`));
    if (volumes.size > 0) {
      problems.report(volumeRules.owner, 'security.fsGroup', undefined, `The containers write to ${[...volumes].join(' and ')}. ${OWNER_FIX}`);
    }
  }
}

/** Reports references to variables that the containers do not have. The first container is the workload's own. */
function checkVariables(problems: Problems, { containers, initContainers = [] }: Json, injected: readonly string[] | undefined): void {
  [...containers, ...initContainers].forEach((container, index) => {
    const prefix = `containers['${container.name}'].`;
    checkReferences(problems, { values: `${prefix}${index === 0 ? 'env' : 'envVariables'}`, prefix }, container, injected);
  });
}

function checkUserNamespace(problems: Problems, { hostUsers, containers, initContainers = [] }: Json): void {
  if (hostUsers === false && [...containers, ...initContainers].some(({ volumeDevices = [] }) => volumeDevices.length > 0)) {
    problems.report(podNetworkRules.namespaces, 'podNamespaces.hostUsers', false, 'Remove it, or remove devices and mount a file system.');
  }
}

function checkSysctls(problems: Problems, { hostNetwork, securityContext }: Json): void {
  for (const { name } of hostNetwork ? securityContext?.sysctls ?? [] : []) {
    if (String(name).startsWith('net.')) {
      problems.report(containerRules.sysctl, 'securityContext.sysctls', name, SYSCTL_FIX);
    }
  }
}
