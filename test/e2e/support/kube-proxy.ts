import { eventually } from '../harness/eventually';

const METRICS = 'http://127.0.0.1:10249/metrics';
/** A bucket of the histogram of the time from a change of endpoints until kube-proxy has changed the rules of the node, in seconds. */
const BUCKET = /^kubeproxy_network_programming_duration_seconds_bucket\{.*\ble="([^"]+)"\} (\d+)/gm;

/** Numbers of changes that kube-proxy has applied within a number of seconds since its start, by the number of seconds. */
type Applied = ReadonlyMap<number, number>;

/** Returns a function that reports the most seconds that kube-proxy has needed since now to apply a change of endpoints, rounded up. */
export async function watchKubeProxy(): Promise<() => Promise<number>> {
  const before = await applied();
  return async () => slowest(before, await applied());
}

async function applied(): Promise<Applied> {
  // While kube-proxy is being restarted, it has no metrics.
  const text = await eventually('kube-proxy has metrics', async () => (await fetch(METRICS)).text());
  const counts = new Map<number, number>();
  // There is a histogram for each IP family.
  for (const [, limit, count] of text.matchAll(BUCKET)) {
    const seconds = limit === '+Inf' ? Infinity : Number(limit);
    counts.set(seconds, (counts.get(seconds) ?? 0) + Number(count));
  }
  return counts;
}

function slowest(before: Applied, after: Applied): number {
  const total = (counts: Applied) => counts.get(Infinity) ?? 0;
  const earlier = (seconds: number) => total(after) < total(before) ? 0 : before.get(seconds) ?? 0;
  const all = total(after) - earlier(Infinity);
  return all === 0 ? 0 : Math.min(...[...after].filter(([seconds, count]) => count - earlier(seconds) === all).map(([seconds]) => seconds));
}
