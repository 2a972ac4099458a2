import type { Problems, Rule } from './rule';

/** Minor versions of Kubernetes that this library knows, oldest first. @internal */
export const KUBERNETES_VERSIONS = ['1.33', '1.34', '1.35', '1.36', '1.37'] as const;

/** @internal */
export type KubernetesVersion = typeof KUBERNETES_VERSIONS[number];

/** The oldest version that upstream supported when this was released. @internal */
export const DEFAULT_KUBERNETES_VERSION: KubernetesVersion = '1.35';

/** @internal */
export const versionRules = {
  known: {
    id: 'kubernetes-version',
    limit: `a version of Kubernetes is one of ${KUBERNETES_VERSIONS.map(version => `'${version}'`).join(', ')}`,
    source: 'https://kubernetes.io/releases/',
    cases: [],
  },
  field: {
    id: 'version-too-old',
    limit: 'a field is served by the version of Kubernetes that the profile names',
    source: 'https://kubernetes.io/docs/reference/command-line-tools-reference/feature-gates/',
    cases: ['F25', 'I46'],
  },
} satisfies Record<string, Rule>;

/** Whether a version is, or comes after, another. @internal */
export function isAtLeast(version: KubernetesVersion, other: KubernetesVersion): boolean {
  return KUBERNETES_VERSIONS.indexOf(version) >= KUBERNETES_VERSIONS.indexOf(other);
}

/** @internal */
export function checkServed(problems: Problems, field: string, value: unknown, since: KubernetesVersion, version: KubernetesVersion): void {
  if (!isAtLeast(version, since)) {
    problems.report(versionRules.field, field, value, `It is served from ${since}; the profile says ${version}. Leave it out, or set ClusterProfile's kubernetesVersion: '${since}'.`);
  }
}
