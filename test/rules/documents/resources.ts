import { container, deployment } from './builders';
import { hazard, hazardWithWarning, podsRefused, refused, refusedWithMessage, since, type Documents } from './table';

const POD = 'spec.template.spec';
const CONTAINER = `${POD}.containers[0]`;
const REQUESTS = `${CONTAINER}.resources.requests`;
const LIMITS = `${CONTAINER}.resources.limits`;
const QUANTITY = 'Quantity in pkg/api/resource/quantity.go of k8s.io/apimachinery: larger and more precise numbers are capped or rounded up';
const limited = (requests: object, limits: object) => deployment({ container: { resources: { requests, limits } } });
const shared = (resources: object, own: object, pod: object = {}) => deployment({ pod: { resources, ...pod }, container: { resources: own } });

/** Documents for the rules about resources. */
export const RESOURCE_DOCUMENTS: Documents = {
  'resource-name': {
    refused: [
      refused(`${LIMITS}[gpu]`, limited({}, { gpu: '1' })),
      refused(`${LIMITS}[storage]`, limited({}, { storage: '1Gi' })),
      refused(`${LIMITS}[Memory]`, limited({}, { Memory: '1Gi' })),
      refused(`${LIMITS}[requests.nvidia.com/gpu]`, limited({}, { 'requests.nvidia.com/gpu': '1' })),
      refused(`${LIMITS}[nvidia.com/]`, limited({}, { 'nvidia.com/': '1' })),
      refused(`${LIMITS}[hugepages-large]`, limited({ memory: '1Gi' }, { 'hugepages-large': '2Mi' })),
    ],
  },
  'resource-quantity': {
    refused: [
      refused(`${LIMITS}[cpu]`, limited({}, { cpu: '-1' })),
      refused(`${LIMITS}[nvidia.com/gpu]`, limited({}, { 'nvidia.com/gpu': '0.5' })),
      refused(`${LIMITS}[hugepages-2Mi]`, limited({ memory: '1Gi' }, { 'hugepages-2Mi': '3Mi' })),
      refusedWithMessage('quantities must match the regular expression', limited({}, { memory: '1e+21Gi' })),
      refusedWithMessage('quantities must match the regular expression', limited({}, { cpu: 'NaN' })),
    ],
    hazards: [
      hazard(`${LIMITS}.memory`, QUANTITY, limited({}, { memory: '9007199254740992Ki' })),
      hazard(`${LIMITS}.cpu`, QUANTITY, limited({}, { cpu: '0.0001' })),
      hazard(`${LIMITS}.cpu`, 'parseQuantityString in pkg/api/resource/quantity.go of k8s.io/apimachinery', limited({}, { cpu: 'k' })),
      hazardWithWarning(`${LIMITS}.memory`, 'warningsForPodSpecAndMeta in pkg/api/pod/warnings.go', 'must be an integer', limited({}, { memory: '128m' })),
    ],
  },
  'resources': {
    refused: [
      refused(REQUESTS, limited({ cpu: '2' }, { cpu: '1' })),
      refused(REQUESTS, limited({ memory: '2Gi' }, { memory: '1Gi' })),
      refused(REQUESTS, limited({ 'nvidia.com/gpu': '1' }, { 'nvidia.com/gpu': '2' })),
      refused(LIMITS, limited({ 'nvidia.com/gpu': '1' }, {})),
      refused(LIMITS, limited({ 'hugepages-2Mi': '2Mi', 'memory': '1Gi' }, {})),
    ],
    hazards: [
      hazard(`${LIMITS}.memory`, QUANTITY, limited({}, { memory: '9007199254740992Ki' })),
      hazard(`${LIMITS}.cpu`, QUANTITY, limited({}, { cpu: '0.0000001m' })),
    ],
  },
  'huge-pages': {
    refused: [
      refused(`${CONTAINER}.resources`, limited({}, { 'hugepages-2Mi': '2Mi' })),
    ],
  },
  'pod-resources': {
    refused: [
      since('1.34', refused(`${POD}.resources.limits[ephemeral-storage]`, shared({ limits: { 'ephemeral-storage': '1Gi' } }, {}))),
      since('1.34', refused(`${POD}.resources.requests[memory]`, shared({ requests: { memory: '100Mi' } }, { requests: { memory: '128Mi' } }))),
      since('1.34', refused(`${POD}.resources.requests[cpu]`, shared({ requests: { cpu: '1' } }, { requests: { cpu: '600m' } }, {
        initContainers: [container('proxy', { restartPolicy: 'Always', resources: { requests: { cpu: '500m' } } })],
      }))),
      since('1.34', refused(`${POD}.resources.containers[0][memory].limits`, shared({ limits: { memory: '100Mi' } }, { limits: { memory: '128Mi' } }))),
      since('1.34', podsRefused(`${POD}.resources.requests[memory]`, shared({ requests: { memory: '100Mi' } }, { limits: { memory: '128Mi' } }))),
      since('1.34', podsRefused(`${POD}.resources.requests`, shared({ limits: { memory: '100Mi' } }, { requests: { memory: '128Mi' } }))),
    ],
    hazards: [
      since('1.34', {
        ...hazard(`${POD}.resources.requests.memory`, 'validatePodResourceConsistency in pkg/apis/core/validation/validation.go: a template has no defaults',
          shared({ requests: { memory: '100Mi' } }, { limits: { memory: '128Mi' } })),
        withoutPods: true,
      }),
    ],
  },
};
