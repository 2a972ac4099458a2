import { clusterObject, container, deployment, object, service, workload, type RuleCases } from './objects';

export const applyListCases: readonly RuleCases[] = [
  {
    rule: 'apply-duplicate-key',
    field: 'spec.template.spec.containers[0].env[1]',
    message: 'spec.template.spec.containers[0].env[0] already has name "A". Server-side apply',
    found: { documents: [deployment('web', { containers: [container({ env: [{ name: 'A', value: '1' }, { name: 'A', value: '2' }] })] })] },
    nearMisses: {
      'two names': { documents: [deployment('web', { containers: [container({ env: [{ name: 'A' }, { name: 'B' }] })] })] },
      'the object is live': {
        documents: [deployment('web', { containers: [container({ env: [{ name: 'A' }, { name: 'A' }] })] })],
        live: [deployment('web')],
      },
      'a list that is replaced as a whole': { documents: [deployment('web', { tolerations: [{ key: 'a' }, { key: 'a' }] })] },
      'one path in two containers': {
        documents: [deployment('web', { containers: ['a', 'b'].map(name => container({ name, volumeMounts: [{ name: 'v', mountPath: '/tmp' }] })) })],
      },
    },
  },
  {
    rule: 'apply-duplicate-key',
    field: 'spec.ports[1]',
    message: 'port 53 and protocol "TCP"',
    found: { documents: [service('web', { ports: [{ name: 'a', port: 53 }, { name: 'b', port: 53, protocol: 'TCP' }] }), deployment('web')] },
    nearMisses: { 'two protocols': { documents: [service('web', { ports: [{ name: 'a', port: 53 }, { name: 'b', port: 53, protocol: 'UDP' }] }), deployment('web')] } },
  },
  {
    rule: 'apply-duplicate-key',
    field: 'spec.template.spec.initContainers[0].ports[1]',
    message: 'containerPort 80 and protocol "TCP"',
    found: { documents: [workload('DaemonSet', 'web', { initContainers: [container({ ports: [{ containerPort: 80 }, { name: 'http', containerPort: 80 }] })] })] },
    nearMisses: {},
  },
  {
    rule: 'apply-duplicate-key',
    field: 'metadata.finalizers[1]',
    message: 'metadata.finalizers[0] already has "example.com/a"',
    found: { documents: [clusterObject('example.com/v1', 'Thing', 'a', {}, { finalizers: ['example.com/a', 'example.com/a'] })] },
    nearMisses: {},
  },
  {
    rule: 'apply-duplicate-key',
    field: 'spec.jobTemplate.spec.template.spec.topologySpreadConstraints[1]',
    message: 'topologyKey "zone" and whenUnsatisfiable "DoNotSchedule"',
    found: {
      documents: [object('batch/v1', 'CronJob', 'web', {
        spec: { jobTemplate: { spec: { template: { spec: { topologySpreadConstraints: [1, 2].map(maxSkew => ({ maxSkew, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule' })) } } } } },
      })],
    },
    nearMisses: {},
  },
];
