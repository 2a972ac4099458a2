import type { Fields } from './fields';
import { said } from './fields';
import { Port, type PortOptions } from '../../lib';

const MAX_CONTAINER_PORT_NAME = 15;

/** A port of any transport protocol, as its factory makes it. */
export function makePort(fields: Fields, number: number, options: PortOptions): Port {
  const factories: Record<string, typeof Port.tcp> = { TCP: Port.tcp, UDP: Port.udp, SCTP: Port.sctp };
  const factory = factories[fields.take('protocol') ?? 'TCP'];
  if (!factory) {
    throw fields.unwritable('types and factories leave no place for it', 'protocol');
  }
  return factory(number, said(options));
}

/** A port of a Service. */
export function readServicePort(fields: Fields, count: number): Port {
  const given = fields.take('name');
  const target = fields.take('targetPort');
  const servicePort = fields.take('port');
  const named = typeof target === 'string';
  if (given === undefined && count > 1) {
    throw fields.unwritable('the library writes it', 'name');
  }
  if (named && (target.length > MAX_CONTAINER_PORT_NAME || (given !== undefined && given !== target))) {
    throw fields.unwritable('the library writes it', 'targetPort');
  }
  const number = target === undefined || named ? servicePort : target;
  return makePort(fields, number, { name: named ? target : given, servicePort, appProtocol: fields.take('appProtocol') });
}

/** A port of a container, which a Service need not offer. */
export function readContainerPort(fields: Fields): Port {
  const name = fields.take('name');
  if (name?.length > MAX_CONTAINER_PORT_NAME) {
    throw fields.unwritable('the library writes it', 'name');
  }
  return makePort(fields, fields.take('containerPort'), { name, exposed: false });
}

/** A port of an EndpointSlice or of Endpoints, which say nothing of the number that the Service offers. */
export function readEndpointPort(fields: Fields, index: number, count: number): Port {
  const name = fields.take('name');
  if (name === undefined && count > 1) {
    throw fields.unwritable('the library writes it', 'name');
  }
  const servicePort = count > 1 ? 1 + index : undefined;
  return makePort(fields, fields.take('port'), { name, servicePort, appProtocol: fields.take('appProtocol') });
}
