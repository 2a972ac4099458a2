import 'vitest';
import type { KubernetesVersion, ServerDryRunOptions } from './lib/index.js';

declare module 'vitest' {
  interface Assertion<T = any> {
    /**
     * Whether an API server would accept Kubernetes objects, one or a list such as `Testing.synth(chart)` gives, as they are:
     * with nothing dropped, and without a finding that is an error.
     *
     * @param cluster the version of Kubernetes, such as '1.35', or all options of a `ServerDryRun`
     */
    toBeAcceptedBy(cluster: KubernetesVersion | ServerDryRunOptions): void;
  }
}
