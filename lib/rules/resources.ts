import type { Rule } from './rule';

const REQUIREMENTS = 'validateResourceRequirements in core/validation/validation.go';

/** @internal */
export const resourceRules = {
  name: {
    id: 'resource-name',
    limit: 'a resource must be cpu, memory, ephemeral-storage, hugepages- with the size of a page, or an extended resource, whose name has a domain',
    showsValue: true,
    source: 'ValidateContainerResourceName in core/validation/validation.go; IsExtendedResourceName and HugePageSizeFromResourceName in pkg/apis/core/helper/helpers.go',
    cases: [],
  },
  quantity: {
    id: 'resource-quantity',
    limit: 'the amount of a resource must be a quantity in the notation of Kubernetes that is not negative and less than 2^63, in multiples of 1m for CPU, and otherwise in whole bytes, whole pages or whole numbers',
    showsValue: true,
    source: 'ParseQuantity in apimachinery/pkg/api/resource/quantity.go; ValidateResourceQuantityValue and validateResourceQuantityHugePageValue in core/validation/validation.go; https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#resource-units-in-kubernetes',
    cases: ['R19', 'R20', 'R21'],
    hazard: 'The API server rounds an amount that is too precise, reads one that is too large as 2^63 - 1 or computes with its remainder, and reads a suffix without a number as 0. It accepts fractions of a byte, such as 128m of memory, with a warning. This rule cannot be overridden.',
  },
  limit: {
    id: 'resources',
    limit: 'a resource request must not be greater than its limit, and must be equal to it for huge pages and extended resources; and an amount of cdk8s-plus must be 0, or a number of cores or kibibytes from 0.000000001 to 9007199254740991',
    showsValue: true,
    source: REQUIREMENTS,
    cases: ['J37'],
    hazard: 'The API server rounds an amount that is too small, and reads one that is too large as 2^63 - 1. This rule cannot be overridden.',
  },
  hugePages: {
    id: 'huge-pages',
    limit: 'a container or pod with huge pages must also have a request or limit of CPU or memory',
    showsValue: true,
    source: REQUIREMENTS,
    cases: [],
  },
  pod: {
    id: 'pod-resources',
    limit: 'the resources of a pod can be only cpu, memory and huge pages, and must be enough for the requests of its containers and for the limit of each container',
    showsValue: true,
    source: 'validatePodResourceName and validatePodResourceConsistency in core/validation/validation.go; AggregateContainerRequests in component-helpers/resource/helpers.go; SetDefaults_Pod in pkg/apis/core/v1/defaults.go; DefaultPodLevelResources in pkg/api/pod/util.go',
    cases: [],
    hazard: 'In a pod template, the API server compares only the requests that are written. In pods, a limit without a request is also the request, and the sum of the requests is the request of the pod if it has only a limit, so it refuses the pods. This rule cannot be overridden.',
  },
} satisfies Record<string, Rule>;
