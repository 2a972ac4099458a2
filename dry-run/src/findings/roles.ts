import { items, quote, text } from './fields';
import type { Check, Given } from './given';
import type { Entry, Reference } from './inventory';
import type { FindingRule, Report } from './rule';

const RBAC = 'https://kubernetes.io/docs/reference/access-authn-authz/rbac/';
const RBAC_GROUP = 'rbac.authorization.k8s.io';

export const roleRules = {
  role: {
    id: 'role-missing',
    severity: 'warning',
    says: 'a binding grants a Role or ClusterRole that is not given, and so nothing',
    source: `${RBAC}#rolebinding-and-clusterrolebinding`,
  },
  subject: {
    id: 'role-subject-missing',
    severity: 'warning',
    says: 'a binding grants a role to a ServiceAccount that is not given',
    source: `${RBAC}#referring-to-subjects`,
  },
} as const satisfies Record<string, FindingRule>;

/** Cluster roles that every API server has. */
const USER_ROLES = new Set(['cluster-admin', 'admin', 'edit', 'view']);

export const checkRoles: Check = (given, report) => {
  for (const kind of ['RoleBinding', 'ClusterRoleBinding']) {
    for (const binding of given.objects.judgedOfKind(RBAC_GROUP, kind)) {
      checkRole(given, binding, report);
      checkSubjects(given, binding, report);
    }
  }
};

function checkRole({ objects }: Given, binding: Entry, report: Report): void {
  const kind = text(binding.object, 'roleRef', 'kind');
  const name = text(binding.object, 'roleRef', 'name');
  if (name === undefined || (kind !== 'Role' && kind !== 'ClusterRole')) {
    return;
  }
  const role = { group: RBAC_GROUP, kind, namespace: kind === 'Role' ? binding.namespace : '', name };
  if (!isBuiltIn(role) && objects.find(role) === undefined) {
    const where = kind === 'Role' ? ` in namespace ${quote(role.namespace)}` : '';
    report(roleRules.role, binding, 'roleRef.name', `No ${kind} ${quote(name)}${where} is given, and without it nothing is granted. Name one that there is: a binding cannot be given another later.`);
  }
}

/** Source: plugin/pkg/auth/authorizer/rbac/bootstrappolicy */
function isBuiltIn({ kind, namespace, name }: Reference): boolean {
  return name.startsWith('system:') || (kind === 'ClusterRole'
    ? USER_ROLES.has(name)
    : namespace === 'kube-system' && name === 'extension-apiserver-authentication-reader');
}

function checkSubjects({ objects }: Given, binding: Entry, report: Report): void {
  items(binding.object, 'subjects').forEach((subject, index) => {
    const name = text(subject, 'name');
    // Controllers of Kubernetes itself have theirs in kube-system
    const namespace = text(subject, 'namespace') ?? binding.namespace;
    if (subject.kind !== 'ServiceAccount' || name === undefined || name === 'default' || namespace === '' || namespace === 'kube-system') {
      return;
    }
    if (objects.find({ group: '', kind: 'ServiceAccount', namespace, name }) === undefined) {
      report(roleRules.subject, binding, `subjects[${index}]`, `No ServiceAccount ${quote(name)} in namespace ${quote(namespace)} is given, and without it nobody has the role. Give name and namespace of the one that shall have it.`);
    }
  });
}
