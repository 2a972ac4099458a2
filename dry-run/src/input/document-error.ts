/** An error because of one document or live object, or of one place in a text. */
export class DocumentError extends Error {
  /**
   * @param place the document, for the message
   * @param reason the message without the place
   * @param position the index of the document in its list, or the line in the text
   */
  constructor(place: string, readonly reason: string, readonly list: 'documents' | 'live' | 'context' | 'crds' | 'text', readonly position: number) {
    super(`${place}: ${reason}`);
  }
}
