import { API_PROXY, LOAD_BALANCER } from './facts';

const RETRY_MS = 200;

interface Service {
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly spec: { readonly type: string };
  readonly status: { readonly loadBalancer: { readonly ingress?: { readonly ip: string }[] } };
}

/**
 * Assigns an address to every Service of type LoadBalancer. kube-proxy then serves the address on the node, as it does behind load balancers
 * that forward packets unchanged. Runs until the process exits.
 */
export async function assignAddresses(): Promise<never> {
  for (;;) {
    try {
      await watchServices();
    } catch {
      // The API server is restarting: start a new watch.
    }
    await new Promise(resolve => setTimeout(resolve, RETRY_MS));
  }
}

/** Watches Services. A watch without a resource version begins with the existing objects. */
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
    await assignAddress(object);
  }
}

let lastAssigned = 0;

async function assignAddress({ metadata }: Service): Promise<void> {
  lastAssigned = lastAssigned % 250 + 1;
  await fetch(`${API_PROXY}/api/v1/namespaces/${metadata.namespace}/services/${metadata.name}/status`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/merge-patch+json' },
    body: JSON.stringify({ status: { loadBalancer: { ingress: [{ ip: `${LOAD_BALANCER.prefix}${lastAssigned}` }] } } }),
  });
}
