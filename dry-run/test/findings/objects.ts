import type { ApiObject, Finding } from '../../src/finding';

/** A part of a Kubernetes object. */
export type Part = Record<string, any>;

/** Test cases of a rule: objects that it reports, and similar objects that it does not report. */
export interface RuleCases {
  readonly rule: string;
  /** The field of the finding. */
  readonly field?: string;
  /** A part of the finding's message. */
  readonly message: string | RegExp;
  readonly found: Input;
  readonly nearMisses: Readonly<Record<string, Input>>;
}

/** The documents and the live objects of a case. */
export interface Input {
  readonly documents: readonly ApiObject[];
  readonly live?: readonly ApiObject[];
  readonly elsewhere?: readonly ApiObject[];
  /** The file of each document. */
  readonly files?: readonly string[];
}

export function object(apiVersion: string, kind: string, name: string, rest: Part = {}, metadata: Part = {}): ApiObject {
  return { apiVersion, kind, metadata: { name, namespace: 'shop', ...metadata }, ...rest };
}

export function clusterObject(apiVersion: string, kind: string, name: string, rest: Part = {}, metadata: Part = {}): ApiObject {
  return { apiVersion, kind, metadata: { name, ...metadata }, ...rest };
}

export const container = (part: Part = {}): Part => ({ name: 'main', image: 'nginx:1.29', ...part });

/** A workload whose pods have its name as a label. */
export function workload(kind: string, name: string, podSpec: Part = {}, spec: Part = {}, metadata: Part = {}, rest: Part = {}): ApiObject {
  return object('apps/v1', kind, name, {
    ...rest,
    spec: {
      selector: { matchLabels: { app: name } },
      template: { metadata: { labels: { app: name } }, spec: { containers: [container()], ...podSpec } },
      ...spec,
    },
  }, metadata);
}

export const deployment = (name: string, podSpec: Part = {}, spec: Part = {}, metadata: Part = {}) =>
  workload('Deployment', name, podSpec, spec, metadata);

/** A Service that selects the pods of the workload with its name. */
export function service(name: string, spec: Part = {}, metadata: Part = {}): ApiObject {
  return object('v1', 'Service', name, { spec: { selector: { app: name }, ports: [{ name: 'http', port: 80, targetPort: 8080 }], ...spec } }, metadata);
}

/** A StatefulSet, and the headless Service for the DNS names of its pods. */
export const database = (spec: Part = {}, podSpec: Part = {}) => workload('StatefulSet', 'db', podSpec, { serviceName: 'db', ...spec });
export const headless = (spec: Part = {}) => service('db', { clusterIP: 'None', ...spec });
export const claimTemplate = (name: string, spec: Part = {}): Part => ({ metadata: { name }, spec });

export const configMap = (name: string, data: Part = { key: 'value' }) => object('v1', 'ConfigMap', name, { data });
export const secret = (name: string, data: Part = { key: 'dmFsdWU=' }, rest: Part = {}, metadata: Part = {}) => object('v1', 'Secret', name, { data, ...rest }, metadata);

export const rulesOf = (findings: readonly Finding[]) => findings.map(({ rule }) => rule);
