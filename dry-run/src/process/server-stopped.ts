/** The server stopped, or it was ended, before it answered. */
export class ServerStopped extends Error {
  /** @param position the document that the server read, if it reports its progress */
  constructor(message: string, readonly position?: number) {
    super(message);
  }

  /** Whether the stack of the server was full. V8 has only this error for it. */
  get wasStackFull(): boolean {
    return this.message.includes('RangeError: Maximum call stack size exceeded');
  }
}
