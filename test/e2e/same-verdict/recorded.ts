import type { Trial } from './trial';
import { RECORDED } from '../../../dry-run/test/server/recorded';

/** The cases of `test/against-server/recorded/cases.json`. */
export function recordedTrials(): Trial[] {
  return RECORDED.map(({ id, text, existingText, updateText }) => ({
    name: id,
    live: [...existingText ? [existingText] : [], ...updateText ? [text] : []],
    documents: [updateText ?? text],
  }));
}
