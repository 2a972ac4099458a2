import { chmodSync, mkdtempSync } from 'fs';
import { join } from 'path';
import { apply } from './kubectl';
import { NODE } from '../harness/facts';

/**
 * Creates PersistentVolumes, directories of the node, before the tests of a file: one for each claim. A claim may be bound to a volume that another
 * file has created, so none is deleted.
 */
export function provideVolumes(count: number, accessMode = 'ReadWriteOnce'): void {
  beforeAll(() => {
    for (let index = 0; index < count; index++) {
      const path = mkdtempSync(join(process.env.CLUSTER_DIRECTORY!, 'volume-'));
      chmodSync(path, 0o777);
      const name = path.replace(/^.*\//, '').toLowerCase();
      apply([{
        apiVersion: 'v1',
        kind: 'PersistentVolume',
        metadata: { name },
        spec: { capacity: { storage: '10Gi' }, accessModes: [accessMode], hostPath: { path } },
      }]);
    }
  });
}

/**
 * Creates PersistentVolumes of a storage class, before the tests of a file: disks of the node that belong to root, as new block volumes do. The
 * kubelet gives them to the group of the pods, which it does not do with other directories of the node.
 */
export function provideDisks(storageClassName: string, count: number): void {
  beforeAll(() => {
    for (let index = 0; index < count; index++) {
      const path = mkdtempSync(join(process.env.CLUSTER_DIRECTORY!, 'disk-'));
      chmodSync(path, 0o755);
      const nodes = { matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values: [NODE.name] }] };
      apply([{
        apiVersion: 'v1',
        kind: 'PersistentVolume',
        metadata: { name: path.replace(/^.*\//, '').toLowerCase() },
        spec: {
          capacity: { storage: '10Gi' },
          accessModes: ['ReadWriteOnce'],
          storageClassName,
          local: { path },
          nodeAffinity: { required: { nodeSelectorTerms: [nodes] } },
        },
      }]);
    }
  });
}
