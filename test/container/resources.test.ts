import { ApiObject, JsonPatch } from 'cdk8s';
import { ClusterProfile, type ResourceRequirements } from '../../lib';
import { bytesFix, quantityOf } from '../../lib/rules/quantities';
import { messagesOf, web, type Declaration } from '../rules/broken';

const having = (resources: ResourceRequirements): Declaration => chart => web(chart, { resources });
const sharing = (podResources: ResourceRequirements, resources?: ResourceRequirements): Declaration => chart => {
  web(chart, { podResources, resources });
};

/** Field and value of each problem, and its rule. */
function problemsOf(declare: Declaration): string[][] {
  return messagesOf(declare).map(message => {
    const [, problem, rule] = /^shop\/web: (.*?): .*#([a-z-]+)$/.exec(message)!;
    return [problem, rule];
  });
}

/** The last sentence of each message: what to write instead. */
function fixesOf(declare: Declaration): string[] {
  return messagesOf(declare).map(message => /\. (Use .*|Also .*|Its .*|Set .*|The .*) \[[a-z-]+\] \S+$/.exec(message)![1]);
}

describe('accepted', () => {
  test.each<[string, ResourceRequirements]>([
    ['any notation', { requests: { cpu: '.5', memory: '1e9' }, limits: { cpu: '1.', memory: '1.5Gi' } }],
    ['equal amounts with different texts', { requests: { cpu: '1' }, limits: { cpu: '1000m' } }],
    ['equal amounts of an extended resource', { requests: { 'nvidia.com/gpu': '1' }, limits: { 'nvidia.com/gpu': '1000m' } }],
    ['an extended resource with a limit only', { limits: { 'nvidia.com/gpu': '2' } }],
    ['huge pages', { requests: { 'memory': '64Mi', 'hugepages-1Gi': '2Gi' }, limits: { 'hugepages-1Gi': '2048Mi' } }],
    ['a resource with a domain of Kubernetes, which can be overcommitted', { requests: { 'kubernetes.io/batch-cpu': '1' }, limits: { 'kubernetes.io/batch-cpu': '2' } }],
    ['nothing', { requests: { cpu: '0', memory: '0' } }],
  ])('%s', (_, resources) => {
    expect(messagesOf(having(resources))).toEqual([]);
  });
});

describe('refused', () => {
  test.each<[string, ResourceRequirements, string, string, string]>([
    ['a unit that does not exist', { limits: { memory: '128MB' } }, "resources.limits['memory'] \"128MB\"", 'resource-quantity', "Use '128Mi' for powers of 1024, or '128M' for powers of 1000."],
    ['thousandths of a byte', { requests: { memory: '128m' } }, "resources.requests['memory'] \"128m\"", 'resource-quantity', "Use '128Mi' for powers of 1024, or '128M' for powers of 1000."],
    ['a fraction of a byte', { limits: { 'ephemeral-storage': '0.1Ki' } }, "resources.limits['ephemeral-storage'] \"0.1Ki\"", 'resource-quantity', "Use a number of bytes such as '128Mi' (128 * 2^20) or '500M' (500 * 10^6)."],
    ['less than a thousandth of a CPU', { requests: { cpu: '0.1234' } }, "resources.requests['cpu'] \"0.1234\"", 'resource-quantity', "Use '124m'."],
    ['a negative amount', { limits: { cpu: '-1' } }, "resources.limits['cpu'] \"-1\"", 'resource-quantity', "Use a number of CPUs such as '0.5', or thousandths such as '500m'."],
    ['a number of CPUs with a word', { limits: { cpu: '2 cores' } }, "resources.limits['cpu'] \"2 cores\"", 'resource-quantity', "Use a number of CPUs such as '0.5', or thousandths such as '500m'."],
    ['a fraction of an extended resource', { limits: { 'nvidia.com/gpu': '0.5' } }, "resources.limits['nvidia.com/gpu'] \"0.5\"", 'resource-quantity', "Use a whole number such as '1'."],
    ['a part of a huge page', { requests: { cpu: '1' }, limits: { 'hugepages-2Mi': '3Mi' } }, "resources.limits['hugepages-2Mi'] \"3Mi\"", 'resource-quantity', "Use a multiple of the size of a page, such as '2Mi'."],
    ['a name in another spelling', { limits: { ephemeralStorage: '1Gi' } }, 'resources.limits "ephemeralStorage"', 'resource-name', "Use 'ephemeral-storage'."],
    ['a name without a domain', { limits: { gpu: '1' } }, 'resources.limits "gpu"', 'resource-name', "Use cpu, memory, ephemeral-storage, or the name of an extended resource with its domain, such as 'nvidia.com/gpu'."],
    ['the name in a quota', { limits: { 'requests.nvidia.com/gpu': '1' } }, 'resources.limits "requests.nvidia.com/gpu"', 'resource-name', "Use cpu, memory, ephemeral-storage, or the name of an extended resource with its domain, such as 'nvidia.com/gpu'."],
    ['a size of pages that is no quantity', { limits: { 'hugepages-big': '1', 'memory': '1Gi' } }, 'resources.limits "hugepages-big"', 'resource-name', "Use cpu, memory, ephemeral-storage, or the name of an extended resource with its domain, such as 'nvidia.com/gpu'."],
    ['a request that is greater than the limit', { requests: { memory: '1Gi' }, limits: { memory: '1G' } }, "resources.requests['memory'] \"1Gi\"", 'resources', 'The limit is 1G. Increase the limit, or remove it.'],
    ['an extended resource without a limit', { requests: { 'nvidia.com/gpu': '1' } }, "resources.requests['nvidia.com/gpu'] \"1\"", 'resources', "Its request and its limit must be equal. Use limits: { 'nvidia.com/gpu': '1' }."],
    ['an extended resource whose request is not its limit', { requests: { 'nvidia.com/gpu': '1' }, limits: { 'nvidia.com/gpu': '2' } }, "resources.requests['nvidia.com/gpu'] \"1\"", 'resources', "Its request and its limit must be equal. Use limits: { 'nvidia.com/gpu': '1' }."],
    ['huge pages without CPU or memory', { limits: { 'hugepages-2Mi': '2Mi' } }, 'resources "hugepages-2Mi"', 'huge-pages', "Also set memory, for example requests: { memory: '128Mi' }."],
  ])('%s', (_, resources, begins, rule, fix) => {
    expect(problemsOf(having(resources))).toEqual([[begins, rule]]);
    expect(fixesOf(having(resources))).toEqual([fix]);
  });

  test('all problems at once, in an order that does not depend on that of the map', () => {
    expect(problemsOf(having({ limits: { memory: '1x', cpu: 'y' }, requests: { gpu: '1' } }))).toEqual([
      ['resources.requests "gpu"', 'resource-name'],
      ["resources.limits['cpu'] \"y\"", 'resource-quantity'],
      ["resources.limits['memory'] \"1x\"", 'resource-quantity'],
    ]);
  });
});

describe('resources of a pod', () => {
  test('are checked like those of a container', () => {
    expect(problemsOf(sharing({ requests: { cpu: '2' }, limits: { cpu: '1x' } }))).toEqual([["podResources.limits['cpu'] \"1x\"", 'resource-quantity']]);
    expect(problemsOf(sharing({ limits: { 'hugepages-2Mi': '2Mi' } }))).toEqual([['podResources "hugepages-2Mi"', 'huge-pages']]);
  });

  test('can be only CPU, memory and huge pages', () => {
    expect(problemsOf(sharing({ limits: { 'ephemeral-storage': '1Gi', 'nvidia.com/gpu': '1' } }))).toEqual([
      ['podResources.limits "ephemeral-storage"', 'pod-resources'], ['podResources.limits "nvidia.com/gpu"', 'pod-resources'],
    ]);
  });

  test.each<[string, ResourceRequirements, string[][]]>([
    ['1.33', { limits: { memory: '1Gi' } }, [['podResources {limits}', 'version-too-old']]],
    ['1.33', { limits: {} }, []],
    ['1.34', { limits: { memory: '1Gi' } }, []],
  ])('Kubernetes %s: %j', (kubernetesVersion, podResources, problems) => {
    expect(problemsOf(chart => {
      ClusterProfile.set(chart, { kubernetesVersion });
      web(chart, { podResources });
    })).toEqual(problems);
  });

  test.each<[string, ResourceRequirements, ResourceRequirements, string[][]]>([
    ['enough for the requests', { requests: { cpu: '1', memory: '1Gi' } }, { requests: { cpu: '1', memory: '1024Mi' } }, []],
    ['less than the requests', { requests: { cpu: '1' } }, { requests: { cpu: '1001m' } }, [["podResources.requests['cpu'] \"1\"", 'pod-resources']]],
    ['less than a limit, which is also the request', { requests: { memory: '1Gi' }, limits: { memory: '4Gi' } }, { limits: { memory: '2Gi' } }, [["podResources.requests['memory'] \"1Gi\"", 'pod-resources']]],
    ['a limit that is less than the requests', { limits: { memory: '1Gi' } }, { requests: { memory: '2Gi' } }, [["podResources.limits['memory'] \"1Gi\"", 'pod-resources']]],
    ['a limit that is less than that of the container', { limits: { memory: '1Gi' } }, { requests: { memory: '1Mi' }, limits: { memory: '2Gi' } }, [["podResources.limits['memory'] \"1Gi\"", 'pod-resources']]],
    ['no limit', { requests: { memory: '1Gi' } }, { requests: { memory: '1Gi' }, limits: { memory: '2Gi' } }, []],
  ])('%s', (_, podResources, resources, problems) => {
    expect(problemsOf(sharing(podResources, resources))).toEqual(problems);
  });

  test('are compared with what the containers request at the same time', () => {
    const request = (cpu: string) => ({ requests: { cpu } });
    const add = (containers: object[], initContainers: object[]): Declaration => chart => {
      const workload = web(chart, { podResources: request('1'), resources: request('400m') });
      const patch = (list: string, items: object[]) => items.map(item => JsonPatch.add(`/spec/template/spec/${list}/-`, { name: 'other', image: 'other:1', ...item }));
      ApiObject.of(workload).addJsonPatch(
        ...patch('containers', containers), JsonPatch.add('/spec/template/spec/initContainers', []), ...patch('initContainers', initContainers),
      );
    };
    const sidecar = (cpu: string) => ({ restartPolicy: 'Always', resources: request(cpu) });

    expect(fixesOf(add([{ resources: request('700m') }], []))).toEqual(['The containers request 1100m. Increase the amount, or decrease their requests.']);
    expect(messagesOf(add([{ resources: request('600m') }], []))).toEqual([]);
    expect(fixesOf(add([], [sidecar('700m')]))).toEqual(['The containers request 1100m. Increase the amount, or decrease their requests.']);
    expect(messagesOf(add([], [sidecar('300m'), { resources: request('700m') }]))).toEqual([]);
    expect(fixesOf(add([], [sidecar('301m'), { resources: request('700m') }]))).toEqual(['The containers request 1001m. Increase the amount, or decrease their requests.']);
    expect(messagesOf(add([], [{ resources: request('1') }, sidecar('600m')]))).toEqual([]);
    expect(messagesOf(add([{ resources: { requests: { cpu: 0.6 } } }, { resources: 'x' }], []))).toEqual([]);
  });
});

test.each([
  ['128mb', "Use '128Mi' for powers of 1024, or '128M' for powers of 1000."],
  ['1K', "Use '1Ki' for powers of 1024, or '1k' for powers of 1000."],
  ['1.5 gib', "Use '1.5Gi'."],
  ['0.0001k', "Use a number of bytes such as '128Mi' (128 * 2^20) or '500M' (500 * 10^6)."],
  ['8EB', "Use '8E'."],
  ['many', "Use a number of bytes such as '128Mi' (128 * 2^20) or '500M' (500 * 10^6)."],
])('the bytes that are meant by %s', (text, fix) => {
  expect(bytesFix(text)).toBe(fix);
});

test.each([[0n, '0'], [2n ** 30n, '1Gi'], [1536n, '1536'], [1500n * 1024n, '1500Ki'], [2n, '2']])('the quantity of %s', (amount, text) => {
  expect(quantityOf(amount * 10n ** 9n)).toBe(text);
});

test('the quantity of a fraction is rounded up to thousandths', () => {
  expect([quantityOf(1_100_000_000n), quantityOf(1n)]).toEqual(['1100m', '1m']);
});
