import { clusterObject, configMap, deployment, object, service, type RuleCases } from './objects';

export const documentCases: readonly RuleCases[] = [
  {
    rule: 'document-twice',
    says: 'Service "web" is given twice',
    found: { documents: [service('web'), service('web', { type: 'NodePort' })] },
    nearMisses: {
      'another namespace': { documents: [service('web'), service('web', {}, { namespace: 'other' })] },
      'another kind': { documents: [service('web'), deployment('web')] },
      'a name that the server makes up': {
        documents: ['a', 'b'].map(image => object('batch/v1', 'Job', '', { spec: { image } }, { name: undefined, generateName: 'import-' })),
      },
      'the same, stored twice': { documents: ['1', '2'].map(resourceVersion => service('web', {}, { resourceVersion })) },
    },
  },
  {
    rule: 'document-twice',
    says: 'HorizontalPodAutoscaler "web" is given twice',
    found: { documents: ['autoscaling/v1', 'autoscaling/v2'].map(version => object(version, 'HorizontalPodAutoscaler', 'web')) },
    nearMisses: {},
  },
  {
    rule: 'document-repeated',
    says: 'with the same content',
    found: { documents: [clusterObject('v1', 'Namespace', 'shop'), clusterObject('v1', 'Namespace', 'shop')] },
    nearMisses: { once: { documents: [clusterObject('v1', 'Namespace', 'shop')] } },
  },
  {
    rule: 'namespace-after',
    field: 'metadata.namespace',
    says: 'Put the Namespace first',
    found: { documents: [configMap('a'), clusterObject('v1', 'Namespace', 'shop')] },
    nearMisses: {
      'before': { documents: [clusterObject('v1', 'Namespace', 'shop'), configMap('a')] },
      'both': { documents: [clusterObject('v1', 'Namespace', 'shop'), configMap('a'), clusterObject('v1', 'Namespace', 'shop')] },
      'live': { documents: [configMap('a'), clusterObject('v1', 'Namespace', 'shop')], known: [clusterObject('v1', 'Namespace', 'shop')] },
      'another one': { documents: [configMap('a'), clusterObject('v1', 'Namespace', 'other')] },
    },
  },
];
