import type { ApiObject } from '../../../src/finding';
import { container, deployment, object, service, workload, type Part } from '../objects';

/** Metadata as a server prints it. */
export const printed = (metadata: Part = {}): Part => ({ uid: 'b1f0', resourceVersion: '7', ...metadata });

export const ownedBy = (kind: string, name: string): Part => ({ ownerReferences: [{ apiVersion: kind === 'Node' ? 'v1' : 'apps/v1', kind, name, uid: '1', controller: true }] });

const READY: Part = { phase: 'Running', podIP: '10.1.0.7', conditions: [{ type: 'Ready', status: 'True' }] };
export const NOT_READY: Part = { phase: 'Running', conditions: [{ type: 'Ready', status: 'False' }] };

/** The container of a pod with ports. A port is a number, or a name and a number. */
export const listening = (...ports: readonly (number | readonly [string, number])[]): Part => ({
  containers: [container({ ports: ports.map(port => typeof port === 'number' ? { containerPort: port } : { name: port[0], containerPort: port[1] }) })],
});

/** A live pod of a Deployment. */
export const pod = (name: string, spec: Part = listening(['http', 8080]), labels: Part = {}, rest: Part = {}, metadata: Part = {}): ApiObject =>
  object('v1', 'Pod', `${name}-6d4b75cb6d-x`, { spec, status: READY, ...rest }, {
    labels: { 'app': name, 'pod-template-hash': '6d4b75cb6d', ...labels }, ...printed(ownedBy('ReplicaSet', `${name}-6d4b75cb6d`)), ...metadata,
  });

/** A live ReplicaSet of a Deployment. */
export const replicaSet = (name: string, hash: string, spec: Part, status: Part, labels: Part = {}): ApiObject =>
  workload('ReplicaSet', `${name}-${hash}`, spec, {
    template: { metadata: { labels: { 'app': name, 'pod-template-hash': hash, ...labels } }, spec },
  }, printed(ownedBy('Deployment', name)), { status });

/** A ControllerRevision of a StatefulSet or DaemonSet. */
export const revision = (kind: string, owner: string, name: string, number: number, spec: Part, labels: Part = { app: owner }): ApiObject =>
  object('apps/v1', 'ControllerRevision', name, { revision: number, data: { spec: { template: { $patch: 'replace', metadata: { labels }, spec } } } }, printed(ownedBy(kind, owner)));

export const live = (spec: Part = listening(['http', 8080]), rest: Part = {}, part: Part = {}): ApiObject =>
  ({ ...deployment('web', spec, part, printed()), ...rest });

/** A Service `web` with one port. */
export const http = (targetPort: number | string, spec: Part = {}): ApiObject => service('web', { ports: [{ name: 'http', port: 80, targetPort }], ...spec });

export const selecting = (selector: Part | undefined): ApiObject => service('web', { selector });
