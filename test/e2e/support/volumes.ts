import { chmodSync, mkdtempSync } from 'fs';
import { join } from 'path';
import { apply } from './kubectl';

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
