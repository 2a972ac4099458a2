import type { ApiObject, Finding } from '../../src/finding';

/** A part of an object, in the words of Kubernetes. */
export type Part = Record<string, any>;

/** One rule, what breaks it, and what looks alike and does not. */
export interface RuleCases {
  readonly rule: string;
  /** The field that the finding names, and a part of what it says. */
  readonly field?: string;
  readonly says: string | RegExp;
  readonly found: Given;
  readonly nearMisses: Readonly<Record<string, Given>>;
}

/** For references `known` are live objects, for upgrades `live` are those that were there before. */
export interface Given {
  readonly documents: readonly ApiObject[];
  readonly known?: readonly ApiObject[];
  readonly live?: readonly ApiObject[];
}

export function object(apiVersion: string, kind: string, name: string, rest: Part = {}, metadata: Part = {}): ApiObject {
  return { apiVersion, kind, metadata: { name, namespace: 'shop', ...metadata }, ...rest };
}

export function clusterObject(apiVersion: string, kind: string, name: string, rest: Part = {}, metadata: Part = {}): ApiObject {
  return { apiVersion, kind, metadata: { name, ...metadata }, ...rest };
}

export const container = (part: Part = {}): Part => ({ name: 'main', image: 'nginx:1.29', ...part });

/** A workload whose pods are labelled with its name. */
export function workload(kind: string, name: string, podSpec: Part = {}, spec: Part = {}, metadata: Part = {}): ApiObject {
  return object('apps/v1', kind, name, {
    spec: {
      selector: { matchLabels: { app: name } },
      template: { metadata: { labels: { app: name } }, spec: { containers: [container()], ...podSpec } },
      ...spec,
    },
  }, metadata);
}

export const deployment = (name: string, podSpec: Part = {}, spec: Part = {}, metadata: Part = {}) =>
  workload('Deployment', name, podSpec, spec, metadata);

/** A Service that selects the pods of the workload by its name. */
export function service(name: string, spec: Part = {}, metadata: Part = {}): ApiObject {
  return object('v1', 'Service', name, { spec: { selector: { app: name }, ports: [{ name: 'http', port: 80, targetPort: 8080 }], ...spec } }, metadata);
}

/** A StatefulSet, and the Service that gives its pods their names. */
export const database = (spec: Part = {}, podSpec: Part = {}) => workload('StatefulSet', 'db', podSpec, { serviceName: 'db', ...spec });
export const headless = (spec: Part = {}) => service('db', { clusterIP: 'None', ...spec });
export const claimTemplate = (name: string, spec: Part = {}): Part => ({ metadata: { name }, spec });

export const configMap = (name: string, data: Part = { key: 'value' }) => object('v1', 'ConfigMap', name, { data });
export const secret = (name: string, data: Part = { key: 'dmFsdWU=' }, rest: Part = {}) => object('v1', 'Secret', name, { data, ...rest });

export const rulesOf = (findings: readonly Finding[]) => findings.map(({ rule }) => rule);
