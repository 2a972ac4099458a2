import { escaped } from '../escaped';

/** Something in the input that cannot be read, or that is no Kubernetes object. */
export interface InputProblem {
  /** The file, as it was specified, or its path below the folder that was specified. */
  readonly file: string;
  /** The line, counted from 1. @default - the problem is about the whole file. */
  readonly line?: number;
  /** The column, counted from 1. @default - the problem is about the whole document or file. */
  readonly column?: number;
  /** What is wrong and what to do, in sentences without a period at the end. No value of the input is part of it. */
  readonly message: string;
}

/** A problem as one line: `web.yaml:3: metadata.name is missing. Specify a name`, or with the column: `web.yaml:3:14: a text …`. */
export function problemText({ file, line, column, message }: InputProblem): string {
  return escaped(`${file}${[line, column].filter(each => each !== undefined).map(each => `:${each}`).join('')}: ${message}`);
}

/** The reason why one document cannot be read, and its position in the text. */
export class UnreadableDocument extends Error {
  /**
   * @param message what is wrong and what to do
   * @param offset the index of the character in the text of the document, if the problem has one
   */
  constructor(message: string, readonly offset?: number) {
    super(message);
  }
}
