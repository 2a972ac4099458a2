/** Whether the first host includes the second one. The prefix `*.` stands for all subdomains, and undefined for all hosts. @internal */
export function includesHost(outer: string | undefined, inner: string | undefined): boolean {
  if (outer === undefined || outer === inner) {
    return true;
  }
  return inner !== undefined && outer.startsWith('*.') && inner.replace(/^\*/, '').endsWith(outer.slice(1)) && inner !== outer.slice(2);
}

/** Whether a request can match both hosts. @internal */
export function intersect(a: string | undefined, b: string | undefined): boolean {
  return includesHost(a, b) || includesHost(b, a);
}
