/** The path of this file within the library: in `lib/`, and in the package, where it is a part of `index.js`. */
const THIS_FILE = /(rules[\\/]throw-error|(?<=dist-js[\\/])index)\.[jt]s$/;

/**
 * Throws an error whose stack begins at the line of the program that called the library.
 *
 * @internal
 */
export function throwError(message: string): never {
  throw createError(message, 'node-do-not-add-exception-line');
}

/**
 * @param _hint must be in the line of the throw statement. Otherwise, Node.js prints this line above the message of an uncaught error
 * (`GetErrorSource` in src/node_errors.cc)
 */
function createError(message: string, _hint: 'node-do-not-add-exception-line'): Error {
  const limit = Error.stackTraceLimit;
  // Frames of the library must not use up the limit. Assignment fails in a program that freezes the built-in objects.
  Reflect.set(Error, 'stackTraceLimit', Infinity);
  const error = new Error(message);
  const stack = stackOf(error);
  Reflect.set(Error, 'stackTraceLimit', limit);
  const begin = `Error: ${message}`;
  // Tools such as ts-node format the stack when it is read. One that does not begin like this is the result of an unknown format
  if (typeof stack === 'string' && stack.startsWith(begin) && typeof limit === 'number') {
    const frames = stack.slice(begin.length).split('\n    at ').slice(1);
    error.stack = [begin, ...framesOfCaller(frames).slice(0, limit)].join('\n    at ');
  }
  return error;
}

/** The stack of an error; undefined if the program formats stacks with a function that fails. */
function stackOf(error: Error): string | undefined {
  try {
    return error.stack;
  } catch {
    return undefined;
  }
}

/**
 * The frames from the first one outside of the library. If the program is bundled together with the library, the file of a frame does not show whether
 * it belongs to the library; then these are all frames.
 */
function framesOfCaller(frames: readonly string[]): readonly string[] {
  const [, file] = /\((.*):\d+:\d+\)$/.exec(frames[0] ?? '') ?? [];
  const library = file?.replace(THIS_FILE, '');
  const isLibrary = (frame: string) => library !== undefined && frame.includes(library);
  const caller = frames.findIndex(frame => !isLibrary(frame) && !isBuiltIn(frame));
  if (caller < 0 || /^(.* \()?node:/.test(frames[caller])) {
    return frames;
  }
  return frames.slice(frames.slice(0, caller).map(isLibrary).lastIndexOf(true) + 1);
}

/** Whether a frame belongs to a function of the language, such as `Array.map`. */
function isBuiltIn(frame: string): boolean {
  return frame.endsWith('(<anonymous>)') || frame === '<anonymous>';
}
