/**
 * Characters that can control a terminal or hide text: the control characters of Unicode, its line separators, and the characters that
 * change the direction of text.
 */
const CONTROL = '\\u0000-\\u0009\\u000b-\\u001f\\u007f-\\u009f\\u061c\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069\\ufeff';
const CONTROLS = new RegExp(`[${CONTROL}]`, 'g');
const CONTROLS_AND_LINE_FEEDS = new RegExp(`[\\n${CONTROL}]`, 'g');
const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };
const COMMAND = /##(?=\w*\[)/g;

/**
 * A text for an output, such as the name of an object or of a file: one line without control characters and without commands to a CI
 * system. Escaped characters look as in JSON.
 *
 * GitHub Actions reads `##[command]` anywhere in a line, and `::command::` after white space at the beginning of a line:
 * `TryParse` and `TryParseV2` in https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs.
 * Azure Pipelines reads `##[command]` and `##vso[command]`, and TeamCity `##teamcity[command]`.
 */
export function escaped(text: string): string {
  return text.replace(CONTROLS_AND_LINE_FEEDS, character => SHORT[character] ?? escapeOf(character))
    .replace(COMMAND, '#\\u0023').replace(/^(\s*):(?=:)/, '$1\\u003a');
}

/** JSON that has the same meaning and no control characters and commands. */
export function escapedJson(json: string): string {
  return json.replace(CONTROLS, escapeOf).replace(COMMAND, '#\\u0023');
}

function escapeOf(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
