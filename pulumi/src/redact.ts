/** A part of a secret with at least this length is removed from messages. */
const PART = 4;

const REPLACEMENT = '[secret]';

/**
 * Removes secrets from a message. Messages can contain a part of a value, its JSON or its base64 form, so every part of these forms is removed that has
 * at least four characters.
 */
export function redact(message: string, secrets: readonly string[]): string {
  return secrets.flatMap(formsOf).sort((a, b) => b.length - a.length).reduce(withoutParts, message);
}

function formsOf(secret: string): string[] {
  const base64 = Buffer.from(secret).toString('base64');
  return [...new Set([secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret), base64])].filter(form => form !== '');
}

function withoutParts(message: string, secret: string): string {
  const minimum = Math.min(PART, secret.length);
  let result = '';
  let index = 0;
  while (index < message.length) {
    const length = lengthOfPart(message, index, secret, minimum);
    result += length > 0 ? REPLACEMENT : message[index];
    index += Math.max(length, 1);
  }
  return result.replaceAll(`${REPLACEMENT}${REPLACEMENT}`, REPLACEMENT);
}

/** The length of the longest part of the secret that begins at an index of the message; 0 if it is shorter than the minimum. */
function lengthOfPart(message: string, index: number, secret: string, minimum: number): number {
  let length = minimum;
  if (index + length > message.length || !secret.includes(message.slice(index, index + length))) {
    return 0;
  }
  while (index + length < message.length && secret.includes(message.slice(index, index + length + 1))) {
    length++;
  }
  return length;
}
