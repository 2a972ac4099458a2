/**
 * Whether a text contains an expression of a Helm template. Other texts in two braces can be part of a manifest, such as the template of
 * an alert.
 */
export function isTemplate(value: unknown): boolean {
  return typeof value === 'string' && /\{\{-?\s*(?:\.(?:Values|Release|Chart|Capabilities|Template|Files)\b|(?:include|template|tpl|toYaml)\s)/.test(value);
}
