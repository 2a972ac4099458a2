import type { IScalable } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { Manifest } from '../../manifest/manifest';
import { renderScaling } from '../../scaling/render-scaling';
import type { Scaling } from '../../scaling/scaling';
import type { ManagedWorkload } from '../pod/workloads';

/** Id of the scaler in its declaration. */
const ID = 'Scaling';

/**
 * Creates the scaler of a workload, which then has no `replicas`. It follows the workload in the manifest.
 *
 * @param ownContainer name of the workload's own container
 * @internal
 */
export function createScaler(declaration: Construct, workload: ManagedWorkload, scaling: Scaling, ownContainer: string): void {
  const { kind, name } = workload;
  (workload as unknown as IScalable).markHasAutoscaler();
  const document = renderScaling(scaling, { apiVersion: 'apps/v1', kind, name }, ownContainer);
  new Manifest(declaration, ID, { ...document, metadata: { ...scaling._options.metadata, name: scaling._options.name ?? name } });
}
