import { escaped } from './escaped';

/** Where progress is shown, such as the standard error. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

const CLEAR = '\r\u001b[K';

/** The pauses between two texts, in milliseconds. A file, such as the log of a CI system, gets a line only if the input is long. */
const TERMINAL_PAUSE = 100;
const FILE_PAUSE = 5_000;

/** Shows what a long command is doing: in one line of a terminal, or as lines of a file. */
export class Progress {
  private last: number;
  private isShown = false;

  /**
   * @param stream undefined to show nothing
   * @param now returns the time in milliseconds
   */
  constructor(private readonly stream: ProgressStream | undefined, private readonly now: () => number = Date.now) {
    this.last = stream?.isTTY ? -Infinity : now();
  }

  show(text: string): void {
    const { stream } = this;
    const time = this.now();
    if (stream === undefined || time - this.last < (stream.isTTY ? TERMINAL_PAUSE : FILE_PAUSE)) {
      return;
    }
    this.last = time;
    this.isShown = true;
    stream.write(stream.isTTY ? `${CLEAR}${escaped(text).slice(0, (stream.columns || 80) - 1)}` : `${escaped(text)}\n`);
  }

  /** Removes the line from a terminal. */
  end(): void {
    if (this.isShown && this.stream?.isTTY) {
      this.stream.write(CLEAR);
      this.isShown = false;
    }
  }
}
