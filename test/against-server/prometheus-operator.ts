import type { ApiObject } from 'kubernetes-dry-run';

const TEXT = { type: 'string' };
const BOOLEAN = { type: 'boolean' };
const DURATION = { type: 'string', pattern: '^([0-9]+)s$' };
const MATCH_LABELS = { type: 'object', properties: { matchLabels: { type: 'object', additionalProperties: TEXT } } };
const KEY = object({ name: TEXT, key: TEXT }, 'key');
const SECRET_OR_CONFIG_MAP = object({ secret: KEY, configMap: KEY });

/** The fields of an endpoint that the library writes, as the definitions of the Prometheus Operator 0.93 have them. */
const ENDPOINT = object({
  port: TEXT,
  path: TEXT,
  interval: DURATION,
  scrapeTimeout: DURATION,
  scheme: { type: 'string', enum: ['http', 'https'] },
  honorLabels: BOOLEAN,
  tlsConfig: object({ ca: SECRET_OR_CONFIG_MAP, cert: SECRET_OR_CONFIG_MAP, keySecret: KEY, serverName: TEXT, insecureSkipVerify: BOOLEAN }),
  authorization: object({ credentials: KEY }),
  basicAuth: object({ username: KEY, password: KEY }),
});

/** Definitions of the monitors of the Prometheus Operator, with the fields that the library writes: the server drops all others. */
export const MONITORS: readonly ApiObject[] = [definition('ServiceMonitor', 'endpoints'), definition('PodMonitor', 'podMetricsEndpoints')];

function definition(kind: string, endpoints: string): ApiObject {
  const plural = `${kind.toLowerCase()}s`;
  const spec = object({ [endpoints]: { type: 'array', items: ENDPOINT }, selector: MATCH_LABELS }, 'selector');
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.monitoring.coreos.com` },
    spec: {
      group: 'monitoring.coreos.com',
      scope: 'Namespaced',
      names: { kind, plural },
      versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: object({ spec }, 'spec') } }],
    },
  };
}

function object(properties: Record<string, unknown>, ...required: string[]): object {
  return { type: 'object', properties, ...required.length > 0 ? { required } : {} };
}
