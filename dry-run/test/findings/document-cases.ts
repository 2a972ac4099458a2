import { clusterObject, configMap, deployment, object, service, type RuleCases } from './objects';

export const documentCases: readonly RuleCases[] = [
  {
    rule: 'document-twice',
    message: 'Service "web" occurs twice, and this manifest overwrites the earlier one',
    found: { documents: [service('web'), service('web', { type: 'NodePort' })] },
    nearMisses: {
      'another namespace': { documents: [service('web'), service('web', {}, { namespace: 'other' })] },
      'another kind': { documents: [service('web'), deployment('web')] },
      'names that the server generates': {
        documents: ['a', 'b'].map(image => object('batch/v1', 'Job', '', { spec: { image } }, { name: undefined, generateName: 'import-' })),
      },
      'two stored copies of one object': { documents: ['1', '2'].map(resourceVersion => service('web', {}, { resourceVersion })) },
    },
  },
  {
    rule: 'document-twice',
    message: 'HorizontalPodAutoscaler "web" occurs twice, and',
    found: { documents: ['autoscaling/v1', 'autoscaling/v2'].map(version => object(version, 'HorizontalPodAutoscaler', 'web')) },
    nearMisses: {},
  },
  {
    rule: 'document-repeated',
    message: 'with the same content',
    found: { documents: [clusterObject('v1', 'Namespace', 'shop'), clusterObject('v1', 'Namespace', 'shop')] },
    nearMisses: { once: { documents: [clusterObject('v1', 'Namespace', 'shop')] } },
  },
  {
    rule: 'document-repeated',
    message: 'ConfigMap "a", ConfigMap "b", ConfigMap "c", ConfigMap "d", ConfigMap "e" and 1 more occur in a.yaml and again in b.yaml with the same content. Remove one of the two manifests of each object.',
    found: {
      documents: ['a', 'b'].flatMap(() => ['a', 'b', 'c', 'd', 'e', 'f'].map(name => configMap(name))),
      files: ['a.yaml', 'b.yaml'].flatMap(file => Array(6).fill(file)),
    },
    nearMisses: {},
  },
  {
    rule: 'namespace-after',
    field: 'metadata.namespace',
    message: 'Put the Namespace first',
    found: { documents: [configMap('a'), clusterObject('v1', 'Namespace', 'shop')] },
    nearMisses: {
      'before': { documents: [clusterObject('v1', 'Namespace', 'shop'), configMap('a')] },
      'both': { documents: [clusterObject('v1', 'Namespace', 'shop'), configMap('a'), clusterObject('v1', 'Namespace', 'shop')] },
      'live': { documents: [configMap('a'), clusterObject('v1', 'Namespace', 'shop')], live: [clusterObject('v1', 'Namespace', 'shop')] },
      'another Namespace': { documents: [configMap('a'), clusterObject('v1', 'Namespace', 'other')] },
    },
  },
];
