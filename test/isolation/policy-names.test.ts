import { isolatedChart, workload } from './support';
import { ExposedPods, Isolation, NetworkPolicyProvider, PodSelection, Port, Worker } from '../../lib';
import { messagesOf, web } from '../rules/broken';
import { find, newChart, synth, synthOf } from '../support';

const IMAGE = 'registry.example.com/web:1';
const metadata = { labels: { team: 'shop' }, annotations: { owner: 'shop' } };
const described = { networkPolicyName: 'web-policy', networkPolicyMetadata: metadata };
const metadataOf = (chart: ReturnType<typeof newChart>) => find(synth(chart), 'NetworkPolicy').metadata;
const DESCRIBED = { name: 'web-policy', namespace: 'shop', ...metadata };

describe('the network policy of a declaration has the name, labels and annotations of an existing one', () => {
  test('whether isolation is enabled before or after the declaration', () => {
    const before = isolatedChart();
    workload(before, 'web', described);
    const after = newChart();
    workload(after, 'web', described);
    Isolation.enable(after);

    expect([metadataOf(before), metadataOf(after)]).toEqual([DESCRIBED, DESCRIBED]);
  });

  test('for a Worker and for ExposedPods', () => {
    const worker = newChart();
    new Worker(worker, 'web', { image: IMAGE, isolate: true, ...described });
    const pods = newChart();
    new ExposedPods(pods, 'web', { selector: PodSelection.labels({ app: 'web' }), isolate: true, ...described });

    expect([metadataOf(worker), metadataOf(pods)]).toEqual([DESCRIBED, DESCRIBED]);
  });

  test('and so has the policy of the network policy provider', () => {
    const chart = isolatedChart({ networkPolicyProvider: NetworkPolicyProvider.CILIUM, dns: { addresses: ['169.254.20.10'] } });
    workload(chart, 'web', described);

    expect(find(synth(chart), 'CiliumNetworkPolicy').metadata).toEqual(DESCRIBED);
  });

  test('only one of which is set', () => {
    const policy = (options: Partial<typeof described>) => find(synthOf(chart => web(chart, { isolate: true, ...options })), 'NetworkPolicy').metadata;

    expect(policy({ networkPolicyName: 'web-policy' })).toEqual({ name: 'web-policy', namespace: 'shop' });
    expect(policy({ networkPolicyMetadata: metadata })).toEqual({ ...DESCRIBED, name: 'web' });
  });
});

describe('a name or labels of a policy are refused', () => {
  test('if they are not valid', () => {
    expect(messagesOf(chart => web(chart, { isolate: true, networkPolicyName: 'web_policy', networkPolicyMetadata: { labels: { team: 'a b' } } }))).toEqual([
      expect.stringMatching(/networkPolicyName "web_policy": .*'web-policy'\. \[network-policy-name\]/),
      expect.stringMatching(/networkPolicyMetadata\.labels.*\[label-value\]/),
    ]);
    expect(messagesOf(chart => new ExposedPods(chart, 'pods', { selector: PodSelection.labels({ app: 'a' }), isolate: true, networkPolicyName: '' }))).toEqual([
      expect.stringMatching(/networkPolicyName "".*\[network-policy-name\]/),
    ]);
  });

  test.each([undefined, false])('if the pods are not isolated: isolate is %s', isolate => {
    expect(messagesOf(chart => web(chart, { isolate, ...described }))).toEqual([
      expect.stringMatching(/networkPolicyName "web-policy": .*Set isolate: true.*\[network-policy-unused\]/),
      expect.stringMatching(/networkPolicyMetadata \["labels","annotations"\]: .*\[network-policy-unused\]/),
    ]);
  });

  test('if another declaration of the same pods has their policy', () => {
    expect(messagesOf(chart => {
      const selector = web(chart, { isolate: true });
      new ExposedPods(chart, 'admin', { selector, ports: [Port.http(9000)], isolate: true, networkPolicyName: 'admin' });
    })).toEqual([expect.stringMatching(/^shop\/admin: networkPolicyName "admin": .*\[network-policy-unused\]/)]);
  });

  test('if another policy has the name', () => {
    expect(messagesOf(chart => {
      web(chart, { isolate: true });
      workload(chart, 'orders', { isolate: true, networkPolicyName: 'web' });
    })).toEqual([expect.stringMatching(/Set networkPolicyName: '…' on one of them.*\[object-unique\]/)]);
  });
});
