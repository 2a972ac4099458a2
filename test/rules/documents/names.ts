import { container, daemonSet, deployment, service, statefulSet } from './builders';
import { before, refused, since, hazard, hazardWithWarning, type Documents } from './table';

const named = (name: string) => ({ metadata: { name } });

/** Documents for the rules on names and objects. */
export const NAME_DOCUMENTS: Documents = {
  'service-name': {
    refused: [
      refused('metadata.name', service({}, { name: 'Web' })),
      refused('metadata.name', service({}, { name: 'web.shop' })),
      refused('metadata.name', service({}, { name: 'web-' })),
      refused('metadata.name', service({}, { name: 'w'.repeat(64) })),
      before('1.36', refused('metadata.name', service({}, { name: '1web' }))),
    ],
  },
  'workload-name': {
    refused: [
      refused('metadata.name', deployment(named('web_blue'))),
      refused('metadata.name', daemonSet(named('Web'))),
      refused('metadata.name', deployment(named('w'.repeat(254)))),
      refused('metadata.name', statefulSet(named('web.blue'))),
    ],
    hazards: [
      hazardWithWarning('metadata.name', 'WarningsOnCreate in pkg/registry/apps/deployment/strategy.go', 'must not contain dots', deployment(named('web.blue'))),
    ],
  },
  'deployment-name-length': {
    hazards: [
      hazardWithWarning('metadata.name', 'WarningsOnCreate in pkg/registry/apps/deployment/strategy.go', 'no more than 63', deployment(named('w'.repeat(64)))),
      hazardWithWarning('metadata.name', 'NameIsDNSSubdomain in apimachinery/pkg/api/validation/generic.go', 'no more than 63', deployment(named('w'.repeat(243)))),
    ],
  },
  'statefulset-name-length': {
    hazards: [
      { ...hazard('metadata.name', 'ValidateStatefulSetName in pkg/apis/apps/validation/validation.go', statefulSet(named('w'.repeat(53)))), withoutPods: true },
    ],
  },
  'namespace-name': {
    refused: [
      refused('metadata.namespace', service({}, { namespace: 'Shop' })),
      refused('metadata.namespace', deployment({ metadata: { namespace: 'shop.eu' } })),
    ],
  },
  'container-name': {
    refused: [
      refused('spec.template.spec.containers[1].name', deployment({ containers: [container('log_shipper')] })),
      refused('spec.template.spec.initContainers[0].name', deployment({ pod: { initContainers: [container('Migrate')] } })),
      since('1.34', refused('spec.template.spec.containers[1].name', statefulSet({ containers: [container('a.b')] }))),
    ],
  },
  'container-name-duplicate': {
    refused: [
      refused('spec.template.spec.containers[1].name', deployment({ containers: [container('web')] })),
      refused('spec.template.spec.initContainers[0].name', deployment({ pod: { initContainers: [container('web')] } })),
    ],
  },
  'object-name': {
    refused: [
      refused('metadata.name', { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'Web', namespace: 'shop' } }),
    ],
    hazards: [hazard('metadata.name', 'ValidatePodDisruptionBudget in pkg/apis/policy/validation/validation.go, which validates only the spec', {
      apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name: 'a_b', namespace: 'shop' }, spec: { selector: {} },
    })],
  },
  'object-unique': {
    hazards: [
      hazard('metadata.name', 'docs/concepts/overview/working-with-objects/names/: applied again, an object is updated', service(), service({ type: 'NodePort' })),
    ],
  },
};
