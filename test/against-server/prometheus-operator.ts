import type { ApiObject } from 'kubernetes-dry-run';
import { definition, object } from './definitions';

const TEXT = { type: 'string' };
const BOOLEAN = { type: 'boolean' };
const DURATION = { type: 'string', pattern: '^([0-9]+)s$' };
const MATCH_LABELS = { type: 'object', properties: { matchLabels: { type: 'object', additionalProperties: TEXT } } };
const KEY = object({ name: TEXT, key: TEXT }, 'key');
const SECRET_OR_CONFIG_MAP = object({ secret: KEY, configMap: KEY });

/** The fields of an endpoint that the library writes, as the definitions of the Prometheus Operator 0.93 have them. */
const ENDPOINT = object({
  port: TEXT,
  portNumber: { type: 'integer' },
  targetPort: { 'x-kubernetes-int-or-string': true },
  path: TEXT,
  params: { type: 'object', additionalProperties: { type: 'array', items: TEXT } },
  interval: DURATION,
  scrapeTimeout: DURATION,
  scheme: { type: 'string', enum: ['http', 'https'] },
  honorLabels: BOOLEAN,
  tlsConfig: object({ ca: SECRET_OR_CONFIG_MAP, cert: SECRET_OR_CONFIG_MAP, keySecret: KEY, serverName: TEXT, insecureSkipVerify: BOOLEAN }),
  authorization: object({ credentials: KEY }),
  basicAuth: object({ username: KEY, password: KEY }),
});

/** Definitions of the monitors of the Prometheus Operator, with the fields that the library writes: the server drops all others. */
export const MONITORS: readonly ApiObject[] = [monitor('ServiceMonitor', 'endpoints'), monitor('PodMonitor', 'podMetricsEndpoints')];

function monitor(kind: string, endpoints: string): ApiObject {
  return definition('monitoring.coreos.com', 'v1', kind, object({ [endpoints]: { type: 'array', items: ENDPOINT }, selector: MATCH_LABELS }, 'selector'));
}
