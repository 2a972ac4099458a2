import { eventually } from '../harness/eventually';
import { apply, kubectl } from '../support/kubectl';

const NAME = 'controllers-change-nothing';
const CONTROLLERS = 'system:serviceaccount:kube-system:';

/**
 * Keeps controllers from creating objects in namespaces, and from scaling them: no pods for short-lived workloads, no Endpoints for a Service name that is
 * used again, no replicas that a HorizontalPodAutoscaler sets between two updates.
 */
export async function blockControllers(namespaces: readonly string[]): Promise<void> {
  apply([
    {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingAdmissionPolicy',
      metadata: { name: NAME },
      spec: {
        matchConstraints: {
          resourceRules: [
            { apiGroups: ['*'], apiVersions: ['*'], operations: ['CREATE'], resources: ['*'] },
            { apiGroups: ['*'], apiVersions: ['*'], operations: ['UPDATE'], resources: ['*/scale'] },
          ],
        },
        matchConditions: [{ name: 'controllers', expression: `request.userInfo.username.startsWith("${CONTROLLERS}")` }],
        validations: [{ expression: 'false', message: NAME }],
      },
    },
    {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingAdmissionPolicyBinding',
      metadata: { name: NAME },
      spec: {
        policyName: NAME,
        validationActions: ['Deny'],
        matchResources: { namespaceSelector: { matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: namespaces }] } },
      },
    },
  ]);
  await eventually('controllers cannot create objects', () => namespaces.every(isBlocked) || undefined);
}

/** Lets controllers create and scale objects again. */
export function unblockControllers(): void {
  kubectl('delete', `validatingadmissionpolicybinding/${NAME}`, `validatingadmissionpolicy/${NAME}`);
}

function isBlocked(namespace: string): boolean {
  try {
    kubectl('create', 'configmap', 'tried', '--dry-run=server', `--namespace=${namespace}`, `--as=${CONTROLLERS}any`, '--as-group=system:masters');
    return false;
  } catch (error) {
    return (error as Error).message.includes(NAME);
  }
}
