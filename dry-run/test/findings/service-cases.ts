import { clusterObject, container, deployment, object, service, workload, type RuleCases } from './objects';

const named = (name: string, more: object = {}) => ({ containers: [container({ ports: [{ name, containerPort: 8080, ...more }] })] });
const to = (targetPort: string, more: object = {}) => service('web', { ports: [{ port: 80, targetPort, ...more }] });

const slice = (name: string, ports: unknown[], metadata: object = { labels: { 'kubernetes.io/service-name': name } }) =>
  object('discovery.k8s.io/v1', 'EndpointSlice', `${name}-1`, { addressType: 'IPv4', endpoints: [{ addresses: ['10.1.2.3'] }], ports }, metadata);

const outside = (name: string, ports: unknown[] = [{ name: 'sql', port: 5432 }]) => object('v1', 'Service', name, { spec: { ports } });

export const serviceCases: readonly RuleCases[] = [
  {
    rule: 'service-selects-none',
    field: 'spec.selector',
    message: 'No workload in the manifests creates pods with the labels app=web in namespace "shop". Unless another program creates them, the Service has no endpoints. Use',
    found: { documents: [service('web')] },
    nearMisses: {
      'a Deployment': { documents: [service('web'), deployment('web')] },
      'a live Deployment': { documents: [service('web')], live: [deployment('web')] },
      'a Pod': { documents: [service('web'), object('v1', 'Pod', 'a', { spec: {} }, { labels: { app: 'web' } })] },
      'a CronJob': {
        documents: [service('web'), object('batch/v1', 'CronJob', 'a', {
          spec: { jobTemplate: { spec: { template: { metadata: { labels: { app: 'web' } }, spec: { containers: [container()] } } } } },
        })],
      },
      'a custom resource with a pod template': {
        documents: [service('web'), object('argoproj.io/v1alpha1', 'Rollout', 'web', {
          spec: { template: { metadata: { labels: { app: 'web' } }, spec: { containers: [container()] } } },
        })],
      },
      'one pod of a StatefulSet': {
        documents: [service('web', { selector: { 'app': 'web', 'statefulset.kubernetes.io/pod-name': 'web-0' } }), workload('StatefulSet', 'web')],
      },
      'all pods of a StatefulSet by index': {
        documents: [service('web', { selector: { 'apps.kubernetes.io/pod-index': '0' } }), workload('StatefulSet', 'web')],
      },
      'one revision of a Deployment': {
        documents: [service('web', { selector: { 'app': 'web', 'pod-template-hash': '5d8c9f' } }), deployment('web')],
      },
      'the pods of a Job': {
        documents: [service('web', { selector: { 'job-name': 'import' } }), object('batch/v1', 'Job', 'import', { spec: { template: { spec: { containers: [container()] } } } })],
      },
      'a Deployment elsewhere': { documents: [service('web')], elsewhere: [deployment('web')] },
      'a Deployment elsewhere that names no namespace': { documents: [service('web')], elsewhere: [deployment('web', {}, {}, { namespace: undefined })] },
      'an operator that creates pods with the name of a custom resource': { documents: [service('web'), object('db.example/v1', 'Database', 'web')] },
      'an operator that creates pods with a label in a custom resource': {
        documents: [service('web'), object('db.example/v1', 'Database', 'main', { spec: { podLabels: { app: 'web' } } })],
      },
      'an operator that creates pods in another namespace': {
        documents: [service('web'), object('deploy.example/v1', 'Release', 'web', { spec: { targetNamespace: 'shop' } }, { namespace: 'deploy' })],
      },
      'a custom resource that is cluster-scoped': { documents: [service('web'), clusterObject('db.example/v1', 'Database', 'web')] },
      'a custom resource elsewhere': { documents: [service('web')], elsewhere: [object('db.example/v1', 'Database', 'web')] },
      'a static pod of the control plane': {
        documents: [service('scheduler', { selector: { component: 'kube-scheduler' } }, { namespace: 'kube-system' })],
      },
      'a cluster add-on': { documents: [service('dns', { selector: { 'k8s-app': 'kube-dns' } }, { namespace: 'kube-system' })] },
      'an ExternalName, which has no pods': { documents: [service('web', { type: 'ExternalName', externalName: 'example.com' })] },
    },
  },
  {
    rule: 'service-selects-none',
    message: 'Namespace "other" has such pods: move the Service to that namespace',
    found: { documents: [service('web'), deployment('web', {}, {}, { namespace: 'other' })] },
    nearMisses: { 'no namespace, which means the namespace default': { documents: [service('web', {}, { namespace: undefined }), deployment('web', {}, {}, { namespace: 'default' })] } },
  },
  {
    rule: 'service-selects-none',
    message: 'statefulset.kubernetes.io/pod-name=other-0',
    found: { documents: [service('web', { selector: { 'statefulset.kubernetes.io/pod-name': 'other-0' } }), workload('StatefulSet', 'web')] },
    nearMisses: {},
  },
  {
    rule: 'service-selects-none',
    message: 'app=web',
    found: {
      documents: [service('web'), deployment('web', {}, { template: { metadata: { labels: { app: 'new' } }, spec: {} } })],
      live: [object('apps/v1', 'ReplicaSet', 'web-1', { spec: { template: { metadata: { labels: { app: 'web' } } } } }, {
        ownerReferences: [{ apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', uid: '1', controller: true }],
      })],
    },
    nearMisses: {
      'a live object that an operator created': {
        documents: [service('web')],
        live: [object('apps/v1', 'StatefulSet', 'web-1', { spec: { template: { metadata: { labels: { app: 'web' } } } } }, {
          ownerReferences: [{ apiVersion: 'db.example/v1', kind: 'Database', name: 'web', uid: '1', controller: true }],
        })],
      },
    },
  },
  ...[
    object('db.example/v1', 'Database', 'main', { spec: { size: 3 } }),
    object('db.example/v1', 'Database', 'web', {}, { namespace: 'other' }),
    object('monitoring.coreos.com/v1', 'ServiceMonitor', 'web'),
    object('networking.k8s.io/v1', 'Ingress', 'web'),
  ].map((other): RuleCases => ({
    rule: 'service-selects-none', message: 'app=web', found: { documents: [service('web'), other] }, nearMisses: {},
  })),
  {
    rule: 'service-selects-none',
    message: 'component=kube-scheduler',
    found: { documents: [service('scheduler', { selector: { component: 'kube-scheduler' } })] },
    nearMisses: {},
  },
  {
    rule: 'service-without-endpoints',
    field: 'spec.selector',
    message: 'kubernetes.io/service-name=db',
    found: { documents: [outside('db')] },
    nearMisses: {
      'an EndpointSlice': { documents: [outside('db'), slice('db', [{ name: 'sql', port: 5432 }])] },
      'an EndpointSlice elsewhere': { documents: [outside('db')], elsewhere: [slice('db', [{ name: 'sql', port: 5432 }])] },
      'an operator that writes the endpoints': { documents: [outside('db'), object('db.example/v1', 'Database', 'db')] },
      'Endpoints': { documents: [outside('db'), object('v1', 'Endpoints', 'db', { subsets: [] })] },
      'the Service of the API server': { documents: [service('kubernetes', { selector: undefined }, { namespace: 'default' })] },
    },
  },
  {
    rule: 'target-port-missing',
    field: 'spec.ports[0].targetPort',
    message: 'No container of Deployment "web" has a port named "http", so this port has no endpoints. The existing names are "web".',
    found: { documents: [to('http'), deployment('web', named('web'))] },
    nearMisses: {
      'a container port of that name': { documents: [to('http'), deployment('web', named('http'))] },
      'a port number, which needs no container port': { documents: [service('web'), deployment('web')] },
      'a sidecar': {
        documents: [to('http'), deployment('web', { initContainers: [container({ restartPolicy: 'Always', ports: [{ name: 'http', containerPort: 1 }] })] })],
      },
      'no pods, which is another finding': { documents: [to('http')] },
    },
  },
  {
    rule: 'target-port-missing',
    message: 'The port "dns" of Deployment "web" has protocol TCP, and the Service port has protocol UDP',
    found: { documents: [to('dns', { protocol: 'UDP' }), deployment('web', named('dns'))] },
    nearMisses: { 'the same protocol': { documents: [to('dns', { protocol: 'UDP' }), deployment('web', named('dns', { protocol: 'UDP' }))] } },
  },
  {
    rule: 'target-port-missing',
    message: 'Give a container port this name',
    found: { documents: [to('http'), deployment('web', { initContainers: [container({ ports: [{ name: 'http', containerPort: 1 }] })] })] },
    nearMisses: {},
  },
  {
    rule: 'target-port-partial',
    field: 'spec.ports[0].targetPort',
    message: 'The selector also selects pods of Deployment "b" that have no container port named "http"',
    found: {
      documents: [service('web', { selector: { tier: 'web' }, ports: [{ port: 80, targetPort: 'http' }] }), ...['a', 'b'].map(name => deployment(name, {}, {
        template: { metadata: { labels: { app: name, tier: 'web' } }, spec: name === 'a' ? named('http') : named('other') },
      }))],
    },
    nearMisses: {
      'all workloads declare the port': {
        documents: [service('web', { selector: { tier: 'web' }, ports: [{ port: 80, targetPort: 'http' }] }), ...['a', 'b'].map(name => deployment(name, {}, {
          template: { metadata: { labels: { app: name, tier: 'web' } }, spec: named('http') },
        }))],
      },
    },
  },
  {
    rule: 'endpoint-slice-service-missing',
    field: 'metadata.labels["kubernetes.io/service-name"]',
    message: 'The manifests contain no Service "db"',
    found: { documents: [slice('db', [])] },
    nearMisses: {
      'a live Service': { documents: [slice('db', [])], live: [outside('db')] },
      'no label, because another client uses the EndpointSlice': { documents: [slice('db', [], {})] },
    },
  },
  {
    rule: 'endpoint-slice-port',
    field: 'ports[0].name',
    message: 'has no TCP port named "postgres"',
    found: { documents: [outside('db'), slice('db', [{ name: 'postgres', port: 5432 }])] },
    nearMisses: {
      'the same name': { documents: [outside('db'), slice('db', [{ name: 'sql', port: 15432 }])] },
      'no port name in both': { documents: [outside('db', [{ port: 5432 }]), slice('db', [{ name: '', port: 5432 }])] },
      'a headless Service, whose addresses are in DNS in any case': {
        documents: [object('v1', 'Service', 'db', { spec: { clusterIP: 'None' } }), slice('db', [{ name: 'postgres', port: 5432 }])],
      },
    },
  },
  {
    rule: 'endpoint-slice-port',
    message: 'no UDP port named "sql"',
    found: { documents: [outside('db'), slice('db', [{ name: 'sql', port: 5432, protocol: 'UDP' }])] },
    nearMisses: {},
  },
  {
    rule: 'endpoints-service-missing',
    field: 'metadata.name',
    message: 'The manifests contain no Service "db"',
    found: { documents: [object('v1', 'Endpoints', 'db', { subsets: [] })] },
    nearMisses: { 'the Service': { documents: [object('v1', 'Endpoints', 'db', { subsets: [] }), outside('db')] } },
  },
];
