import { CONTROL_PORT, deploy, server } from './declare';
import { inPod, type Place } from './places';
import { ExposedWorkload, Port } from '../../../lib';

/** Deploys a pod that tests send requests from. */
export function deployClient(namespace: string): Place {
  deploy(namespace, chart => new ExposedWorkload(chart, 'client', { ...server(), ports: [Port.http(CONTROL_PORT)] }));
  return inPod(namespace, 'deployment/client');
}
