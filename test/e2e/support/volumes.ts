import { chmodSync, mkdtempSync } from 'fs';
import { join } from 'path';
import { apply, kubectl } from './kubectl';

/** Creates PersistentVolumes, directories of the node, for the claims of the tests of a file, and deletes them after the tests. */
export function provideVolumes(count: number, accessMode = 'ReadWriteOnce'): void {
  const names: string[] = [];
  beforeAll(() => {
    for (let index = 0; index < count; index++) {
      const path = mkdtempSync(join(process.env.CLUSTER_DIRECTORY!, 'volume-'));
      chmodSync(path, 0o777);
      const name = path.replace(/^.*\//, '').toLowerCase();
      names.push(name);
      apply([{
        apiVersion: 'v1',
        kind: 'PersistentVolume',
        metadata: { name },
        spec: { capacity: { storage: '10Gi' }, accessModes: [accessMode], hostPath: { path } },
      }]);
    }
  });
  afterAll(() => {
    kubectl('delete', 'persistentvolume', ...names, '--wait=false');
  });
}
