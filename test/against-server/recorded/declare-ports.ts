import type { Fields } from './fields';
import { withoutUndefined } from './fields';
import { Port, type PortOptions } from '../../../lib';

const MAX_CONTAINER_PORT_NAME = 15;

/** Creates a port with the factory of its transport protocol. */
export function makePort(fields: Fields, number: number, options: PortOptions): Port {
  const factories: Record<string, typeof Port.tcp> = { TCP: Port.tcp, UDP: Port.udp, SCTP: Port.sctp };
  const factory = factories[fields.read('protocol') ?? 'TCP'];
  if (!factory) {
    throw fields.notDeclarable('a value that types and factories exclude', 'protocol');
  }
  return factory(number, withoutUndefined(options));
}

/** Reads a port of a Service. */
export function readServicePort(fields: Fields, count: number): Port {
  const name = fields.read('name');
  const target = fields.read('targetPort');
  const servicePort = fields.read('port');
  const named = typeof target === 'string';
  if (name === undefined && count > 1) {
    throw fields.notDeclarable('a value that the library generates', 'name');
  }
  if (named && (target.length > MAX_CONTAINER_PORT_NAME || (name !== undefined && name !== target))) {
    throw fields.notDeclarable('a value that the library generates', 'targetPort');
  }
  const number = target === undefined || named ? servicePort : target;
  return makePort(fields, number, { name: named ? target : name, servicePort, appProtocol: fields.read('appProtocol') });
}

/** Reads a port of a container, which the Service does not have to offer. */
export function readContainerPort(fields: Fields): Port {
  const name = fields.read('name');
  if (name?.length > MAX_CONTAINER_PORT_NAME) {
    throw fields.notDeclarable('a value that the library generates', 'name');
  }
  return makePort(fields, fields.read('containerPort'), { name, exposed: false });
}

/** Reads a port of an EndpointSlice or of Endpoints, which do not contain the port number of the Service. */
export function readEndpointPort(fields: Fields, index: number, count: number): Port {
  const name = fields.read('name');
  if (name === undefined && count > 1) {
    throw fields.notDeclarable('a value that the library generates', 'name');
  }
  const servicePort = count > 1 ? 1 + index : undefined;
  return makePort(fields, fields.read('port'), { name, servicePort, appProtocol: fields.read('appProtocol') });
}
