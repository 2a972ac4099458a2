import { ApiObject, Chart } from 'cdk8s';
import { PersistentVolumeAccessMode, type Volume, type Workload } from 'cdk8s-plus-28';
import { PerRevision } from '../../app/per-revision';
import type { Problems } from '../../rules/rule';
import { workloadRules } from '../../rules/workloads';
import { volumesOf } from '../../volume/declared-volume';
import type { Controller } from '../controller';
import { waitsForNewPod } from '../pod/rollout';

const { READ_WRITE_ONCE, READ_WRITE_ONCE_POD, READ_WRITE_MANY, READ_ONLY_MANY } = PersistentVolumeAccessMode;

const FIXES: Readonly<Record<string, string>> = {
  Deployment: 'Use Controller.deployment({ rollout: Rollout.recreate() }), or Controller.statefulSet({ volumeClaims: […] }).',
  DaemonSet: 'Use maxUnavailable instead of maxSurge, such as Controller.daemonSet({ rollout: Rollout.rollingUpdate({ maxUnavailable: PodCount.of(1) }) }).',
};

/** The claims of a chart, by their name. Of several claims with one name, which is an error, the first one counts. */
const CLAIMS = new PerRevision('PersistentVolumeClaims', chart => {
  const objects = chart.node.findAll().filter(ApiObject.isApiObject).filter(({ kind }) => kind === 'PersistentVolumeClaim');
  return new Map(objects.reverse().map(claim => [keyOf(claim.metadata), claim]));
});

/** A volume that not all pods can use at the same time. */
interface SingleWriter {
  /** Whether one node with all of its pods or one pod can use the volume at a time. */
  readonly holder: 'node' | 'pod';
  /** The access mode or volume type that limits it. */
  readonly reason: string;
  /** The property that names the volume. */
  readonly field: string;
  readonly value: string;
}

/**
 * Reports the volumes that prevent rollouts from completing: the new pod waits for the volume until the old pod is gone, and the old pod stays until
 * the new one is ready. The two pods of a DaemonSet run on the same node.
 *
 * @internal
 */
export function checkSingleWriters(problems: Problems, workload: Workload, controller: Controller, replicas = 1): void {
  const { _kind: kind, _deployment: { rollout } } = controller;
  const canShareNode = kind === 'DaemonSet' || rollout !== undefined;
  for (const volume of waitsForNewPod(controller, replicas) ? volumesOf(workload) : []) {
    const found = singleWriter(workload, volume);
    if (found && (found.holder === 'pod' || !canShareNode)) {
      const fix = `Only one ${found.holder} at a time can use it (${found.reason}). ${FIXES[kind]}`;
      problems.report(workloadRules.singleWriter, `volumes['${volume.name}'].${found.field}`, found.value, fix);
    }
  }
}

/** The scheduler does not let two pods use the same disk of AWS or Google, even on the same node (`isVolumeConflict`). */
function singleWriter(workload: Workload, volume: Volume): SingleWriter | undefined {
  const { persistentVolumeClaim: claim, awsElasticBlockStore: aws, gcePersistentDisk: gce, azureDisk: azure } = volume._toKube();
  if (claim) {
    const modes = accessModes(workload, claim.claimName);
    const mode = [READ_WRITE_ONCE, READ_WRITE_ONCE_POD].find(once => modes.includes(once));
    const shared = modes.includes(READ_WRITE_MANY) || modes.includes(READ_ONLY_MANY);
    const holder = mode === READ_WRITE_ONCE ? 'node' : 'pod';
    return mode && !shared ? { holder, reason: mode, field: 'claim', value: claim.claimName } : undefined;
  }
  if (aws) {
    return { holder: 'pod', reason: 'awsElasticBlockStore', field: 'volumeId', value: aws.volumeId };
  }
  if (azure) {
    return { holder: 'node', reason: 'azureDisk', field: 'diskName', value: azure.diskName };
  }
  return gce && !gce.readOnly ? { holder: 'pod', reason: 'gcePersistentDisk', field: 'pdName', value: gce.pdName } : undefined;
}

/** The access modes of a claim in the chart. Empty for claims outside of the chart, whose access modes are unknown. */
function accessModes(workload: Workload, name: string): readonly string[] {
  const claims = CLAIMS.of(Chart.of(workload));
  return claims.get(keyOf({ name, namespace: workload.metadata.namespace }))?.toJson().spec?.accessModes ?? [];
}

function keyOf({ namespace = '', name }: { readonly namespace?: string; readonly name?: string }): string {
  return `${namespace}/${name}`;
}
