/** A name in braces. JSON does not match, because it has no letter after a brace. */
const PLACEHOLDER = /\{([A-Za-z][A-Za-z0-9]*)\}/g;

/** The placeholders of a template, without braces. @internal */
export function placeholdersOf(template: string): string[] {
  return Array.from(template.matchAll(PLACEHOLDER), ([, name]) => name);
}

/** A template with its placeholders replaced. @internal */
export function fillIn(template: string, value: (placeholder: string) => string): string {
  return template.replace(PLACEHOLDER, (_, name) => value(name));
}
