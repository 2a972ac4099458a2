import { kindOf } from './workloads';
import type { Document } from '../../../document';
import type { Context } from '../objects/context';
import { namespaceOf } from '../objects/identity';
import { assumed, SELECTOR, SET, type Field, type Type } from '../tree/schema';

const UNITS: Readonly<Record<string, number>> = { y: 31_536_000_000, w: 604_800_000, d: 86_400_000, h: 3_600_000, m: 60_000, s: 1_000, ms: 1 };

/** A duration of Prometheus: `1m` and `60s` are the same (ParseDuration in model/time.go of prometheus/common). */
const DURATION: Field = { convert: text => milliseconds(String(text)) ?? text };

function milliseconds(text: string): number | undefined {
  const parts = /^(\d+(?:ms|[ywdhms]))+$/.test(text) ? [...text.matchAll(/(\d+)(ms|[ywdhms])/g)] : undefined;
  return parts?.reduce((sum, [, amount, unit]) => sum + Number(amount) * UNITS[unit], 0);
}

/** The endpoints of a monitor have no order (the API reference of prometheus-operator 0.92: an unset path is /metrics, and an unset scheme is http). */
const ENDPOINTS: Field = {
  list: { order: 'unordered', by: ({ port, targetPort, path }) => `${port ?? targetPort ?? ''} ${path || '/metrics'}` },
  type: {
    fields: {
      interval: DURATION,
      path: assumed('/metrics'),
      scheme: { convert: scheme => String(scheme).toLowerCase(), assumed: 'http' },
      scrapeTimeout: DURATION,
    },
  },
};

/** @param selectedBy returns the objects of the application that labels select */
function monitor(selectedBy: (labels: Document, context: Context) => string[]): Type {
  return kindOf({
    complete: (spec, context) => withSelected(spec, context, selectedBy),
    fields: {
      endpoints: ENDPOINTS,
      namespaceSelector: { type: { fields: { matchNames: { list: SET } } } },
      podMetricsEndpoints: ENDPOINTS,
      podTargetLabels: { list: SET },
      selector: { type: { ...SELECTOR, fields: { ...SELECTOR.fields, selected: { list: SET } } } },
      targetLabels: { list: SET },
    },
  });
}

/**
 * The selector of a monitor of its own namespace, as what it selects: two selectors that select the same objects of the application have the same meaning.
 * Without a list of namespaces, a monitor selects objects of its own.
 */
function withSelected(spec: Document, context: Context, selectedBy: (labels: Document, context: Context) => string[]): Document {
  const { namespaceSelector, ...others } = spec;
  const names: unknown[] = namespaceSelector?.matchNames ?? [];
  if (namespaceSelector?.any || names.some(name => name !== namespaceOf(context.object))) {
    return spec;
  }
  const { matchLabels, matchExpressions = [] } = spec.selector ?? {};
  const selected = matchExpressions.length === 0 && Object.keys(matchLabels ?? {}).length > 0 ? selectedBy(matchLabels, context) : [];
  return selected.length > 0 ? { ...others, selector: { selected } } : others;
}

/** Kinds that say which metrics are read. */
export const MONITORS: Readonly<Record<string, Type>> = {
  'monitoring.coreos.com/PodMonitor': monitor((labels, context) => context.ownersOfPodsWith(labels)),
  'monitoring.coreos.com/ServiceMonitor': monitor((labels, context) => context.servicesWith(labels)),
};
