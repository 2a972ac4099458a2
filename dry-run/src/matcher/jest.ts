import type { ServerDryRunOptions } from '../options';
import type { KubernetesVersion } from '../versions';
import { toBeAcceptedBy } from './to-be-accepted-by';

declare global {
  namespace jest {
    interface Matchers<R> {
      /**
       * Whether an API server would accept Kubernetes objects, one or a list such as `Testing.synth(chart)` gives, as they are:
       * with nothing dropped, and without a finding that is an error.
       *
       * @param cluster the version of Kubernetes, such as '1.35', or all options of a `ServerDryRun`
       */
      toBeAcceptedBy(cluster: KubernetesVersion | ServerDryRunOptions): R;
    }
  }
}

const { expect } = globalThis as any;
if (expect === undefined) {
  throw new Error('kubernetes-dry-run/jest extends the global `expect`, which is not there. Import it from a test of Jest, or list it under '
    + '`setupFilesAfterEnv`; for Vitest there is kubernetes-dry-run/vitest');
}
expect.extend({ toBeAcceptedBy });
