import { amountOf } from '../objects/quantity';
import { Assumed } from '../tree/nodes';
import { by, type Field, type Type } from '../tree/schema';

/** A map of quantities. */
export const AMOUNTS: Type = { others: { convert: amountOf, isExact: true } };

/** A quantity. */
export const AMOUNT: Field = { convert: amountOf };

/**
 * Requests and limits. A pod requests its limits unless it specifies requests (SetDefaults_Pod in pkg/apis/core/v1/defaults.go of Kubernetes 1.37).
 */
export const RESOURCES: Type = {
  fields: {
    requests: { type: AMOUNTS },
    limits: { type: AMOUNTS },
    claims: { list: by('name', 'request') },
  },
  complete: resources => {
    const { limits, requests } = resources;
    const missing = Object.entries(limits ?? {}).filter(([name, amount]) => amount !== null && (requests?.[name] ?? undefined) === undefined);
    return missing.length === 0 ? resources : {
      ...resources,
      requests: { ...requests, ...Object.fromEntries(missing.map(([name, amount]) => [name, new Assumed(amount)])) },
    };
  },
};

/** The resources of a claim, whose requests have no relation to its limits. */
export const CLAIM_RESOURCES: Type = { fields: { requests: { type: AMOUNTS }, limits: { type: AMOUNTS } } };
