import { deployment, service } from './compare/support';
import { lostPorts } from '../../src/proof/lost-ports';

const TITLES = new Map([['/Service/default/web', 'Service web'], ['apps/Deployment/default/web', 'Deployment web']]);

test('Services without ports, and pods without labels, lose nothing', () => {
  const unlabelled = deployment({}, { template: { spec: { containers: [] } } });
  const numbered = service({ ports: [{ port: 80, protocol: 'TCP', targetPort: 8080 }] });
  expect(lostPorts([deployment(), service({ ports: undefined })], new Map(), TITLES)).toEqual([]);
  expect(lostPorts([unlabelled, numbered], new Map(), TITLES)).toEqual([]);
  expect(lostPorts([deployment(), numbered], new Map(), TITLES)).toEqual([
    'Service web: port 80/TCP leads to no port of the running pods of Deployment web, and led to port 8080',
  ]);
});

test('ports of a name are those of containers with this protocol', () => {
  const ports = [{ containerPort: 53, name: 'dns', protocol: 'UDP' }];
  const dns = (protocol: string) => service({ ports: [{ port: 53, protocol, targetPort: 'dns' }] });
  const pods = deployment({ containers: [{ name: 'a' }, { name: 'b', ports }] });
  expect(lostPorts([pods, dns('TCP')], new Map(), TITLES)).toEqual([]);
  expect(lostPorts([pods, dns('UDP')], new Map(), TITLES)).toHaveLength(1);
});
