const COMPONENT = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
const HOST = '(?:[a-zA-Z0-9](?:[a-zA-Z0-9.-]*[a-zA-Z0-9])?|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?';

/** The grammar of an image reference, which is not an identifier (regexp.go in github.com/distribution/reference 0.6). */
const REFERENCE = new RegExp(`^(?![0-9a-f]{64}$)(?:${HOST}/)?${COMPONENT}(?:/${COMPONENT})*(?::(?<tag>\\w[\\w.-]{0,127}))?(?<digest>@[\\w+.-]+:[0-9a-fA-F]{32,})?$`);

/** Whether a text is an image reference, and not a placeholder for example. */
export function isReference(image: string): boolean {
  return REFERENCE.test(image);
}

/**
 * The pull policy of a container that specifies none (SetDefaults_Container in pkg/apis/core/v1/defaults.go and ParseImageName in pkg/util/parsers of
 * Kubernetes 1.37). A text that is not a reference, such as a placeholder, has no tag that could change.
 */
export function pullPolicyOf(image: unknown): string {
  const reference = REFERENCE.exec(String(image))?.groups;
  return reference && (reference.tag === 'latest' || (reference.tag === undefined && reference.digest === undefined)) ? 'Always' : 'IfNotPresent';
}
