import { eventually } from '../harness/eventually';
import { apply, kubectl } from '../support/kubectl';

const NAME = 'controllers-make-nothing';
const CONTROLLERS = 'system:serviceaccount:kube-system:';

/** Keeps controllers from making anything in namespaces: neither pods of what is there for a moment, nor Endpoints of a name that comes again. */
export async function quieten(namespaces: readonly string[]): Promise<void> {
  apply([
    {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingAdmissionPolicy',
      metadata: { name: NAME },
      spec: {
        matchConstraints: { resourceRules: [{ apiGroups: ['*'], apiVersions: ['*'], operations: ['CREATE'], resources: ['*'] }] },
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
  await eventually('controllers make nothing', 30, () => namespaces.every(isQuiet) || undefined);
}

/** Lets controllers make things again. */
export function unquieten(): void {
  kubectl('delete', `validatingadmissionpolicybinding/${NAME}`, `validatingadmissionpolicy/${NAME}`);
}

function isQuiet(namespace: string): boolean {
  try {
    kubectl('create', 'configmap', 'tried', '--dry-run=server', `--namespace=${namespace}`, `--as=${CONTROLLERS}any`, '--as-group=system:masters');
    return false;
  } catch (error) {
    return (error as Error).message.includes(NAME);
  }
}
