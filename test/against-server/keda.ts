import type { ApiObject } from 'kubernetes-dry-run';
import { definition, object } from './definitions';

const TEXT = { type: 'string' };
const INTEGER = { type: 'integer', format: 'int32' };
const list = (items: object) => ({ type: 'array', items });

/** The rules of a direction, as in autoscaling/v2. */
const RULES = object({
  stabilizationWindowSeconds: INTEGER,
  selectPolicy: TEXT,
  tolerance: { 'x-kubernetes-int-or-string': true },
  policies: list(object({ type: TEXT, value: INTEGER, periodSeconds: INTEGER }, 'type', 'value', 'periodSeconds')),
});

const TRIGGER = object({
  type: TEXT,
  name: TEXT,
  metadata: { type: 'object', additionalProperties: TEXT },
  authenticationRef: object({ name: TEXT, kind: TEXT }, 'name'),
  metricType: TEXT,
  useCachedMetrics: { type: 'boolean' },
}, 'type', 'metadata');

/** The definition of a ScaledObject, with the fields that the library writes, as KEDA 2.20.2 has them: the server drops all others. */
export const SCALED_OBJECT: ApiObject = definition('keda.sh', 'v1alpha1', 'ScaledObject', object({
  scaleTargetRef: object({ apiVersion: TEXT, kind: TEXT, name: TEXT }, 'name'),
  pollingInterval: INTEGER,
  cooldownPeriod: INTEGER,
  initialCooldownPeriod: INTEGER,
  idleReplicaCount: INTEGER,
  minReplicaCount: INTEGER,
  maxReplicaCount: INTEGER,
  advanced: object({ horizontalPodAutoscalerConfig: object({ name: TEXT, behavior: object({ scaleUp: RULES, scaleDown: RULES }) }) }),
  triggers: list(TRIGGER),
  fallback: object({ failureThreshold: INTEGER, replicas: INTEGER, behavior: TEXT }, 'failureThreshold', 'replicas'),
}, 'scaleTargetRef', 'triggers'));
