import { ApiObject, type ApiObjectMetadataDefinition } from 'cdk8s';
import { ObservedMetadata } from '../../lib/manifest/observed-metadata';
import { newChart } from '../support';

const OWNER = { apiVersion: 'v1', kind: 'ConfigMap', name: 'owner', uid: '1' };

const CHANGES: Readonly<Record<string, [change: (metadata: ApiObjectMetadataDefinition) => void, result: object]>> = {
  addLabel: [metadata => metadata.addLabel('app', 'web'), { labels: { app: 'web' } }],
  addAnnotation: [metadata => metadata.addAnnotation('owner', 'team'), { annotations: { owner: 'team' } }],
  addFinalizers: [metadata => metadata.addFinalizers('example.com/a', 'example.com/b'), { finalizers: ['example.com/a', 'example.com/b'] }],
  addOwnerReference: [metadata => metadata.addOwnerReference(OWNER), { ownerReferences: [OWNER] }],
  add: [metadata => metadata.add('generateName', 'web-'), { generateName: 'web-' }],
};

test.each(Object.entries(CHANGES))('%s changes the metadata and its revision', (_, [change, result]) => {
  const apiObject = new ApiObject(newChart(), 'object', { apiVersion: 'v1', kind: 'ConfigMap' });
  const metadata = new ObservedMetadata({ name: 'object', apiObject });
  expect(metadata.revision).toBe(0);

  change(metadata);

  expect(metadata.revision).toBe(1);
  expect(metadata.toJson()).toEqual({ name: 'object', ...result });
});
