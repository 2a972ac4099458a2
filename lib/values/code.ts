/** The fix for a value that must be a string. It does not contain a number, which can be secret. @internal */
export function stringFix(value: unknown): string {
  if (typeof value === 'number') {
    return 'Write the number in quotes.';
  }
  return typeof value === 'boolean' ? `Use '${value}'.` : 'Set it to a string, or remove it.';
}

/** A string as code: in single quotes, unless they would have to be escaped. @internal */
export function stringCode(text: string): string {
  return /['\\\n\r]/.test(text) ? JSON.stringify(text) : `'${text}'`;
}

/** A string as the key of an object in code: without quotes if possible. @internal */
export function keyCode(key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : stringCode(key);
}

/** The member of an object with this key, as code behind the object: `.spec` or `['example.com/team']`. @internal */
export function memberCode(key: string): string {
  const code = keyCode(key);
  return code === key ? `.${key}` : `[${code}]`;
}
