import 'vitest';
import type { KubernetesVersion, ServerDryRunOptions } from './lib/index.js';

declare module 'vitest' {
  interface Assertion<T = any> {
    /**
     * Checks that an API server would accept a Kubernetes object, or a list of objects such as `Testing.synth(chart)` returns. The
     * matcher fails if an object is refused, if a field is dropped, or if a finding is an error. It shows no warnings.
     * Of custom resources without a definition, only the metadata is checked. Use `unknownKinds: 'refuse'` or `crds`.
     *
     * @param cluster the version of Kubernetes, such as '1.35', or the options of `ServerDryRun`
     */
    toBeAcceptedBy(cluster: KubernetesVersion | ServerDryRunOptions): void;
  }
}
