import { clusterObject, object, type Part, type RuleCases } from './objects';

const RBAC = 'rbac.authorization.k8s.io/v1';

const binding = (roleRef: Part, subjects: Part[] = []) => object(RBAC, 'RoleBinding', 'web', { roleRef, subjects });
const account = (name: string, namespace: string | undefined = 'shop') => ({ kind: 'ServiceAccount', name, namespace });

export const roleCases: readonly RuleCases[] = [
  {
    rule: 'role-missing',
    field: 'roleRef.name',
    message: 'The manifests contain no Role "reader" in namespace "shop"',
    found: { documents: [binding({ kind: 'Role', name: 'reader' }), object(RBAC, 'Role', 'reader', {}, { namespace: 'other' })] },
    nearMisses: {
      'the Role': { documents: [binding({ kind: 'Role', name: 'reader' }), object(RBAC, 'Role', 'reader')] },
      'a ClusterRole': { documents: [binding({ kind: 'ClusterRole', name: 'reader' }), clusterObject(RBAC, 'ClusterRole', 'reader')] },
      'a role that every cluster has': { documents: [binding({ kind: 'ClusterRole', name: 'view' }), binding({ kind: 'ClusterRole', name: 'system:auth-delegator' })] },
      'a role of kube-system': {
        documents: [object(RBAC, 'RoleBinding', 'web', { roleRef: { kind: 'Role', name: 'extension-apiserver-authentication-reader' } }, { namespace: 'kube-system' })],
      },
    },
  },
  {
    rule: 'role-missing',
    message: 'The manifests contain no ClusterRole "reader". Without it, nothing is granted',
    found: { documents: [clusterObject(RBAC, 'ClusterRoleBinding', 'web', { roleRef: { kind: 'ClusterRole', name: 'reader' } })] },
    nearMisses: {},
  },
  {
    rule: 'role-subject-missing',
    field: 'subjects[0]',
    message: 'The manifests contain no ServiceAccount "web" in namespace "other"',
    found: { documents: [binding({ kind: 'ClusterRole', name: 'view' }, [account('web', 'other')]), object('v1', 'ServiceAccount', 'web')] },
    nearMisses: {
      'the account': { documents: [binding({ kind: 'ClusterRole', name: 'view' }, [account('web')]), object('v1', 'ServiceAccount', 'web')] },
      'default': { documents: [binding({ kind: 'ClusterRole', name: 'view' }, [account('default', 'other')])] },
      'a user': { documents: [binding({ kind: 'ClusterRole', name: 'view' }, [{ kind: 'User', name: 'jane' }])] },
      'a controller of Kubernetes': { documents: [binding({ kind: 'ClusterRole', name: 'view' }, [account('job-controller', 'kube-system')])] },
    },
  },
];
