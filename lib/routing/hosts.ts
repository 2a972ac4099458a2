/** Whether all requests for one host are requests for another, which may stand for all names below or, where it is left out, for all. @internal */
export function covers(wide: string | undefined, narrow: string | undefined): boolean {
  if (wide === undefined || wide === narrow) {
    return true;
  }
  return narrow !== undefined && wide.startsWith('*.') && narrow.replace(/^\*/, '').endsWith(wide.slice(1)) && narrow !== wide.slice(2);
}

/** Whether there are requests for both of two hosts. @internal */
export function intersect(a: string | undefined, b: string | undefined): boolean {
  return covers(a, b) || covers(b, a);
}
