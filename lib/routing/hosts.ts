/** Whether the first host includes the second one. The prefix `*.` stands for all subdomains, and undefined for all hosts. @internal */
export function covers(wide: string | undefined, narrow: string | undefined): boolean {
  if (wide === undefined || wide === narrow) {
    return true;
  }
  return narrow !== undefined && wide.startsWith('*.') && narrow.replace(/^\*/, '').endsWith(wide.slice(1)) && narrow !== wide.slice(2);
}

/** Whether a request can match both hosts. @internal */
export function intersect(a: string | undefined, b: string | undefined): boolean {
  return covers(a, b) || covers(b, a);
}
