import { KUBERNETES_VERSIONS } from './kubernetes-versions';
import type { Problems, Rule } from './rule';

/** @internal */
export { KUBERNETES_VERSIONS };

/** @internal */
export type KubernetesVersion = typeof KUBERNETES_VERSIONS[number];

/** The oldest version that the Kubernetes project supported when this version of the library was released. @internal */
export const DEFAULT_KUBERNETES_VERSION: KubernetesVersion = '1.35';

/** @internal */
export const versionRules = {
  known: {
    id: 'kubernetes-version',
    limit: `the version of Kubernetes must be one of ${KUBERNETES_VERSIONS.map(version => `'${version}'`).join(', ')}`,
    showsValue: true,
    source: 'https://kubernetes.io/releases/',
    cases: [],
  },
  field: {
    id: 'version-too-old',
    limit: 'a field must be served by the version of Kubernetes in the profile of the cluster',
    showsValue: true,
    source: 'https://kubernetes.io/docs/reference/command-line-tools-reference/feature-gates/',
    cases: ['F25', 'I46'],
  },
} satisfies Record<string, Rule>;

/** Whether a version is the same as another version, or newer. @internal */
export function isAtLeast(version: KubernetesVersion, other: KubernetesVersion): boolean {
  return KUBERNETES_VERSIONS.indexOf(version) >= KUBERNETES_VERSIONS.indexOf(other);
}

/** Reports a field that the version of Kubernetes does not serve yet. @internal */
export function checkServed(problems: Problems, field: string, value: unknown, since: KubernetesVersion, version: KubernetesVersion): void {
  if (!isAtLeast(version, since)) {
    problems.report(versionRules.field, field, value, `The field is served from Kubernetes ${since}; the profile has ${version}. Remove the field, or set ClusterProfile's kubernetesVersion: '${since}'.`);
  }
}
