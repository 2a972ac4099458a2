import { changes, deployment, service } from './support';
import type { Document } from '../../../src/document';

const printed = (document: Document) => ({ ...document, metadata: { ...document.metadata, uid: '1' } });

test('the default grace period of an object that a cluster printed is a value that nobody has set', () => {
  const declared = deployment({ terminationGracePeriodSeconds: 60 });
  const change = { path: 'spec.template.spec.terminationGracePeriodSeconds', is: 60 };
  const byIntent = { ...change, was: undefined, intent: 'shutdown delay, docs/shutdown.md' };

  expect(changes(printed(deployment({ terminationGracePeriodSeconds: 30 })), declared)).toEqual([byIntent]);
  expect(changes(printed(deployment({ terminationGracePeriodSeconds: 45 })), declared)).toEqual([{ ...change, was: 45 }]);
  expect(changes(deployment({ terminationGracePeriodSeconds: 30 }), declared)).toEqual([{ ...change, was: 30 }]);
});

test('the node ports of a load balancer that a cluster printed are those that the cluster has assigned', () => {
  const balancer = (port: Document, type = 'LoadBalancer') => service({ type, ports: [{ port: 80, ...port }] });

  expect(changes(printed(balancer({ nodePort: 31480 })), balancer({}))).toEqual([]);
  expect(changes(balancer({ nodePort: 31480 }), balancer({}))).toEqual([{ path: 'spec.ports[80/TCP].nodePort', was: 31480, is: undefined }]);
  expect(changes(printed(balancer({ nodePort: 31480 }, 'NodePort')), balancer({}, 'NodePort'))).toHaveLength(1);
});

test('a container that drops all capabilities also drops those that the original drops', () => {
  const dropping = (drop: string[]) => deployment({ containers: [{ name: 'web', image: 'web:1', securityContext: { capabilities: { drop } } }] });
  const [change] = changes(dropping(['NET_RAW']), dropping(['ALL']));

  expect(change).toMatchObject({ was: ['NET_RAW'], is: ['ALL'], intent: 'security default, docs/security.md' });
  expect(changes(dropping(['ALL']), dropping(['NET_RAW']))).toEqual([expect.not.objectContaining({ intent: expect.anything() })]);
});
