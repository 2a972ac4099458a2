/** A part of a secret with at least this length is removed from messages. */
const PART = 4;

const REPLACEMENT = '[secret]';

/**
 * Removes secrets from a message. Messages can contain a part of a value, its JSON or its base64 form, so every part of these forms is removed that has
 * at least four characters. A shorter secret is removed where it is a whole word.
 */
export function redact(message: string, secrets: readonly string[]): string {
  const isSecret = new Array<boolean>(message.length).fill(false);
  for (const form of secrets.flatMap(formsOf)) {
    for (let index = 0; index + PART <= message.length; index++) {
      form.includes(message.slice(index, index + PART)) && isSecret.fill(true, index, index + PART);
    }
  }
  const withoutLong = isSecret.map((secret, index) => !secret ? message[index] : isSecret[index - 1] ? '' : REPLACEMENT).join('');
  return secrets.filter(secret => secret !== '' && secret.length < PART).reduce(withoutWord, withoutLong);
}

function withoutWord(message: string, word: string): string {
  const text = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return message.replace(new RegExp(`(?<!\\w)${text}(?!\\w)`, 'g'), REPLACEMENT);
}

function formsOf(secret: string): string[] {
  return [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret), ...base64FormsOf(secret)].filter(form => form.length >= PART);
}

/** The base64 form of a text, and its forms as a part of longer texts, which depend on the number of bytes before it. */
function base64FormsOf(secret: string): string[] {
  return [0, 1, 2].map(before => Buffer.from('\0'.repeat(before) + secret).toString('base64').slice(before && before + 1));
}
