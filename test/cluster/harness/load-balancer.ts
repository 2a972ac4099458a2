import { API_PROXY, LOAD_BALANCER } from './facts';

const RETRY_MS = 200;

interface Service {
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly spec: { readonly type: string };
  readonly status: { readonly loadBalancer: { readonly ingress?: { readonly ip: string }[] } };
}

/**
 * Gives every Service of type LoadBalancer an address, which kube-proxy then answers on the node, as it does behind balancers that pass
 * packets on unchanged. Goes on until the process ends.
 */
export async function balanceLoad(): Promise<never> {
  for (;;) {
    try {
      await watchServices();
    } catch {
      // The API server is restarting: begin again.
    }
    await new Promise(resolve => setTimeout(resolve, RETRY_MS));
  }
}

/** A watch without a version begins with what is there. */
async function watchServices(): Promise<void> {
  const response = await fetch(`${API_PROXY}/api/v1/services?watch=true`);
  let rest = '';
  for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop()!;
    for (const line of lines) {
      await handle(JSON.parse(line));
    }
  }
}

async function handle({ type, object }: { type: string; object: Service }): Promise<void> {
  if (type !== 'DELETED' && object.spec?.type === 'LoadBalancer' && !object.status.loadBalancer.ingress) {
    await giveAddress(object);
  }
}

let given = 0;

async function giveAddress({ metadata }: Service): Promise<void> {
  given = given % 250 + 1;
  await fetch(`${API_PROXY}/api/v1/namespaces/${metadata.namespace}/services/${metadata.name}/status`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/merge-patch+json' },
    body: JSON.stringify({ status: { loadBalancer: { ingress: [{ ip: `${LOAD_BALANCER.prefix}${given}` }] } } }),
  });
}
