/**
 * The standard input and the terminal of a container, for programs that someone attaches to with `kubectl attach`.
 */
export interface TerminalOptions {
  /**
   * Whether the container runtime keeps the standard input of the program open.
   *
   * @default - false: the program reads the end of the file
   */
  readonly stdin?: boolean;

  /**
   * Whether the standard input is closed when the first client that attached to it disconnects. Only with `stdin`.
   *
   * @default false
   */
  readonly stdinOnce?: boolean;

  /**
   * Whether the program runs in a terminal (TTY). It is usually set together with `stdin`.
   *
   * @default false
   */
  readonly tty?: boolean;
}
