import { Literal } from './expression';

/** The mode of a file, as an octal number. */
export function octal(mode: number): number {
  return new Literal(`0o${mode.toString(8)}`) as never;
}
