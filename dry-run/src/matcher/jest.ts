import type { ServerDryRunOptions } from '../options';
import type { KubernetesVersion } from '../versions';
import { toBeAcceptedBy } from './to-be-accepted-by';

declare global {
  namespace jest {
    interface Matchers<R> {
      /**
       * Checks that an API server would accept a Kubernetes object, or a list of objects such as `Testing.synth(chart)` returns. The
       * matcher fails if an object is refused, if a field is dropped, or if a finding is an error. It shows no warnings.
       * Of custom resources without a definition, only the metadata is checked. Use `unknownKinds: 'refuse'` or `crds`.
       *
       * @param cluster the version of Kubernetes, such as '1.35', or the options of `ServerDryRun`
       */
      toBeAcceptedBy(cluster: KubernetesVersion | ServerDryRunOptions): R;
    }
  }
}

const { expect } = globalThis as any;
if (expect === undefined) {
  throw new Error('kubernetes-dry-run/jest extends the global `expect`, which does not exist here. Import it in a Jest test, or add it to '
    + '`setupFilesAfterEnv`. For Vitest, import kubernetes-dry-run/vitest.');
}
expect.extend({ toBeAcceptedBy });
