import { chmodSync, mkdtempSync } from 'fs';
import { join } from 'path';
import { apply, kubectl } from './kubectl';

/** Has the cluster lend directories of the node to claims of that access mode, until the tests of the file are over. */
export function lendVolumes(count: number, accessMode = 'ReadWriteOnce'): void {
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
