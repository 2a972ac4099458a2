import type { Check, CheckContext } from './check';
import { items, quote, text } from './fields';
import type { Entry, Reference } from './inventory';
import type { FindingRule, Report } from './rule';

const RBAC = 'https://kubernetes.io/docs/reference/access-authn-authz/rbac/';
const RBAC_GROUP = 'rbac.authorization.k8s.io';

export const roleRules = {
  role: {
    id: 'role-missing',
    severity: 'warning',
    description: 'a binding grants a Role or ClusterRole that is not in the manifests, so it grants nothing',
    source: `${RBAC}#rolebinding-and-clusterrolebinding`,
  },
  subject: {
    id: 'role-subject-missing',
    severity: 'warning',
    description: 'a binding grants a role to a ServiceAccount that is not in the manifests',
    source: `${RBAC}#referring-to-subjects`,
  },
} as const satisfies Record<string, FindingRule>;

/** Cluster roles that exist in every cluster. */
const USER_ROLES = new Set(['cluster-admin', 'admin', 'edit', 'view']);

export const checkRoles: Check = (context, report) => {
  for (const kind of ['RoleBinding', 'ClusterRoleBinding']) {
    for (const binding of context.objects.checkedOfKind(RBAC_GROUP, kind)) {
      checkRole(context, binding, report);
      checkSubjects(context, binding, report);
    }
  }
};

function checkRole({ objects }: CheckContext, binding: Entry, report: Report): void {
  const kind = text(binding.object, 'roleRef', 'kind');
  const name = text(binding.object, 'roleRef', 'name');
  if (name === undefined || (kind !== 'Role' && kind !== 'ClusterRole')) {
    return;
  }
  const role = { group: RBAC_GROUP, kind, namespace: kind === 'Role' ? binding.namespace : '', name };
  if (!isBuiltIn(role) && objects.isMissing(role)) {
    const where = kind === 'Role' ? ` in namespace ${quote(role.namespace)}` : '';
    report(roleRules.role, binding, 'roleRef.name', `The manifests contain no ${kind} ${quote(name)}${where}. Without it, nothing is granted. Use an existing role: the role of a binding cannot be changed later.`);
  }
}

/** Source: plugin/pkg/auth/authorizer/rbac/bootstrappolicy */
function isBuiltIn({ kind, namespace, name }: Reference): boolean {
  return name.startsWith('system:') || (kind === 'ClusterRole'
    ? USER_ROLES.has(name)
    : namespace === 'kube-system' && name === 'extension-apiserver-authentication-reader');
}

function checkSubjects({ objects }: CheckContext, binding: Entry, report: Report): void {
  items(binding.object, 'subjects').forEach((subject, index) => {
    const name = text(subject, 'name');
    // The controllers of Kubernetes have their ServiceAccounts in kube-system.
    const namespace = text(subject, 'namespace') ?? binding.namespace;
    if (subject.kind !== 'ServiceAccount' || name === undefined || name === 'default' || namespace === '' || namespace === 'kube-system') {
      return;
    }
    if (objects.isMissing({ group: '', kind: 'ServiceAccount', namespace, name })) {
      report(roleRules.subject, binding, `subjects[${index}]`, `The manifests contain no ServiceAccount ${quote(name)} in namespace ${quote(namespace)}. Without it, the role is granted to no pods. Use the name and the namespace of the ServiceAccount that needs the role.`);
    }
  });
}
