import type { FindingRule } from './rule';

/** The rules of the findings that the server program reports: see pods.go, apply.go, annotation.go, live.go and unknown.go in `server/`. */
export const SERVER_FINDINGS: readonly FindingRule[] = [
  {
    id: 'pod-refused',
    severity: 'error',
    description: 'the server would refuse the pods that a controller creates from a template, because of Pod Security or because of rules that apply only to pods',
    source: 'https://kubernetes.io/docs/concepts/security/pod-security-admission/#workload-resources-and-pod-templates',
  },
  {
    id: 'claim-refused',
    severity: 'error',
    description: 'the server would refuse the claims that a StatefulSet creates from a claim template',
    source: 'pkg/controller/statefulset/stateful_pod_control.go',
  },
  {
    id: 'namespace-ignored',
    severity: 'warning',
    description: 'an object of a cluster-scoped kind names a namespace, which the server removes',
    source: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/#not-all-objects-are-in-a-namespace',
  },
  {
    id: 'client-side-apply-size',
    severity: 'warning',
    description: 'an object is too large for client-side apply, which stores the whole object in an annotation: use `kubectl apply --server-side`, `kubectl create` and `kubectl replace`, or `ServerSideApply=true` in Argo CD',
    source: 'https://kubernetes.io/docs/reference/using-api/server-side-apply/#comparison-with-client-side-apply; GetModifiedConfiguration in k8s.io/kubectl/pkg/util/apply.go; TotalAnnotationSizeLimitB in k8s.io/apimachinery/pkg/api/validation/objectmeta.go',
  },
  {
    id: 'live-refused',
    severity: 'warning',
    description: 'this version would refuse a live object, so the answer to an update of it may be inexact',
    source: 'https://kubernetes.io/docs/reference/using-api/server-side-apply/',
  },
  {
    id: 'definition-missing',
    severity: 'warning',
    description: 'a kind has no CustomResourceDefinition, so only the metadata of its objects is checked. Reported once for each kind, if the option unknownKinds is warn',
    source: 'https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/',
  },
];
