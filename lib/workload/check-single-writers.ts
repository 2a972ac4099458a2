import { ApiObject, Chart } from 'cdk8s';
import { PersistentVolumeAccessMode, type Volume, type Workload } from 'cdk8s-plus-28';
import type { IConstruct, IValidation } from 'constructs';
import { volumesOf } from './check-volumes';
import type { Controller } from './controller';
import { DEFAULT_STRATEGY, isNewPodFirst } from './rollout';
import { Problems } from '../rules/rule';
import { workloadRules } from '../rules/workloads';

const { READ_WRITE_ONCE, READ_WRITE_ONCE_POD, READ_WRITE_MANY, READ_ONLY_MANY } = PersistentVolumeAccessMode;

const FIX = 'Write Controller.deployment({ strategy: kplus.DeploymentStrategy.recreate() }), or Controller.statefulSet({ volumeClaims: […] }).';

/** A volume that not all pods can have at once. */
interface SingleWriter {
  /** Who can have it at a time; of a node, all of its pods. */
  readonly holder: 'node' | 'pod';
  /** What says so. */
  readonly because: string;
  /** The property that names the volume. */
  readonly field: string;
  readonly value: string;
}

/**
 * A validation of cdk8s that says at synth which volumes of a Deployment keep its rollouts from ending: the new pod waits for the volume
 * until the old one is gone, and the old one stays until the new one is ready.
 *
 * @internal
 */
export function singleWriterValidation(declaration: IConstruct, workload: Workload, controller: Controller, replicas = 1): IValidation {
  const { strategy } = controller._deployment;
  const waits = controller._kind === 'Deployment' && isNewPodFirst(strategy ?? DEFAULT_STRATEGY, replicas);
  return {
    validate: () => {
      const problems = new Problems(declaration);
      for (const volume of waits ? volumesOf(workload) : []) {
        const found = singleWriter(declaration, workload, volume);
        if (found && (found.holder === 'pod' || !strategy)) {
          const fix = `One ${found.holder} at a time can have it (${found.because}). ${FIX}`;
          problems.report(workloadRules.singleWriter, `volumes['${volume.name}'].${found.field}`, found.value, fix);
        }
      }
      return problems.messages;
    },
  };
}

/** The scheduler keeps disks of AWS and Google from two pods of one node too (`isVolumeConflict`). */
function singleWriter(declaration: IConstruct, workload: Workload, volume: Volume): SingleWriter | undefined {
  const { persistentVolumeClaim: claim, awsElasticBlockStore: aws, gcePersistentDisk: gce, azureDisk: azure } = volume._toKube();
  if (claim) {
    const modes = accessModes(declaration, claim.claimName, workload.metadata.namespace);
    const mode = [READ_WRITE_ONCE, READ_WRITE_ONCE_POD].find(once => modes.includes(once));
    const shared = modes.includes(READ_WRITE_MANY) || modes.includes(READ_ONLY_MANY);
    const holder = mode === READ_WRITE_ONCE ? 'node' : 'pod';
    return mode && !shared ? { holder, because: mode, field: 'claim', value: claim.claimName } : undefined;
  }
  if (aws) {
    return { holder: 'pod', because: 'awsElasticBlockStore', field: 'volumeId', value: aws.volumeId };
  }
  if (azure) {
    return { holder: 'node', because: 'azureDisk', field: 'diskName', value: azure.diskName };
  }
  return gce && !gce.readOnly ? { holder: 'pod', because: 'gcePersistentDisk', field: 'pdName', value: gce.pdName } : undefined;
}

/** What a claim of the chart asks for; of claims that are elsewhere nothing is known. */
function accessModes(declaration: IConstruct, name: string, namespace: string | undefined): readonly string[] {
  const objects = Chart.of(declaration).node.findAll().filter(ApiObject.isApiObject);
  const claim = objects.find(({ kind, metadata }) => kind === 'PersistentVolumeClaim' && metadata.name === name && metadata.namespace === namespace);
  return claim?.toJson().spec?.accessModes ?? [];
}
