/**
 * The GitHub Actions that workflows use, each pinned to the commit of a release: a tag can be moved to other code, a commit cannot.
 * The version becomes a comment in the workflow, which Dependabot reads and updates. docs/maintaining.md says how to update a pin.
 */
const PINS = {
  'actions/checkout': { version: 'v7.0.1', commit: '3d3c42e5aac5ba805825da76410c181273ba90b1' },
  'actions/download-artifact': { version: 'v8.0.1', commit: '3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c' },
  'actions/setup-dotnet': { version: 'v5.4.0', commit: '26b0ec14cb23fa6904739307f278c14f94c95bf1' },
  'actions/setup-go': { version: 'v7.0.0', commit: 'b7ad1dad31e06c5925ef5d2fc7ad053ef454303e' },
  'actions/setup-java': { version: 'v5.6.0', commit: '03ad4de0992f5dab5e18fcb136590ce7c4a0ac95' },
  'actions/setup-node': { version: 'v7.0.0', commit: '820762786026740c76f36085b0efc47a31fe5020' },
  'actions/setup-python': { version: 'v7.0.0', commit: '5fda3b95a4ea91299a34e894583c3862153e4b97' },
  'actions/upload-artifact': { version: 'v7.0.1', commit: '043fb46d1a93c77aae656e7c1c64a875d1fc6a0a' },
} as const;

/** The name of a pinned action. */
export type Action = keyof typeof PINS;

/** The value of `uses` for an action. */
export function pinned(action: Action): string {
  return `${action}@${PINS[action].commit}`;
}

/** Adds the version of each pinned action to its line, as a comment. */
export function withVersionComments(workflow: string): string {
  return Object.entries(PINS).reduce((text, [action, { version, commit }]) => text.replaceAll(`${action}@${commit}`, `${action}@${commit} # ${version}`), workflow);
}
