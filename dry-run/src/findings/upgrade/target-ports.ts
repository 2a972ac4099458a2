import type { Fields } from '../fields';
import { containerPorts } from '../pods';
import type { ServicePort } from '../service-ports';

/** The targetPort with its default. */
export function targetOf({ targetPort, port }: ServicePort): string | number {
  return (typeof targetPort === 'string' && targetPort !== '') || (typeof targetPort === 'number' && targetPort !== 0) ? targetPort : port;
}

/** The number of the port of a pod to which a Service sends requests. Undefined if the pod is no endpoint of the port. */
export function resolved(spec: Fields, port: ServicePort): number | undefined {
  const target = targetOf(port);
  return typeof target === 'number' ? target : containerPorts(spec).find(({ name, protocol }) => name === target && protocol === port.protocol)?.number;
}

/** Whether a pod that serves a port also serves the changed port. Undefined if it does not say on which ports it listens. */
export function reaches(spec: Fields, before: ServicePort, after: ServicePort): boolean | undefined {
  const number = resolved(spec, after);
  const listed = containerPorts(spec).filter(({ protocol }) => protocol === after.protocol).map(port => port.number);
  if (number === undefined || number === resolved(spec, before) || listed.includes(number)) {
    return number !== undefined;
  }
  return listed.includes(resolved(spec, before)) ? false : undefined;
}
