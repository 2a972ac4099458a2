import { App, Chart, Testing } from 'cdk8s';
import type { Case, Json } from './cases';
import { declareEndpoints, declareEndpointSlice } from './declare-endpoints';
import { declareService } from './declare-service';
import { declareWorkload } from './declare-workload';
import { Fields, Unwritable } from './fields';
import { ClusterProfile, IpFamily } from '../../lib';

/** What became of a case that was written as a declaration. */
export interface Outcome {
  /** Ids of the rules that it breaks; none where it synthesizes. */
  readonly rules: readonly string[];
  readonly documents: readonly Json[];
  readonly unwritable?: Unwritable;
}

/** How a case is written. */
export interface Manner {
  /** Whether every hazard that can be overridden is. */
  readonly override?: boolean;
  /** Whether the profile has the facts of the cluster that gave the verdicts. */
  readonly facts?: boolean;
}

const FACTS = { ipFamilies: [IpFamily.IPV4], serviceCidrs: ['10.96.0.0/16'] };

/** Writes a case as a declaration for a cluster of that version, and synthesizes it. */
export function replay(testCase: Case, kubernetesVersion: string, manner: Manner = {}): Outcome {
  const app = new App();
  ClusterProfile.set(app, { kubernetesVersion, ...manner.facts ? FACTS : {} });
  const chart = new Chart(app, 'replay');
  let declare: () => unknown;
  try {
    declare = translate(testCase, chart, manner.override ?? false);
  } catch (error) {
    if (error instanceof Unwritable) {
      return { rules: [], documents: [], unwritable: error };
    }
    throw error;
  }
  try {
    declare();
    return { rules: [], documents: Testing.synth(chart) };
  } catch (error) {
    return { rules: rulesOf((error as Error)), documents: [] };
  }
}

function translate(testCase: Case, chart: Chart, override: boolean): () => unknown {
  if (testCase.updateTo) {
    throw new Unwritable('an update of an object', 'updateTo');
  }
  if (testCase.existing) {
    throw new Unwritable('two objects at once', 'existing');
  }
  if (testCase.floatLiteral) {
    throw new Unwritable('a number that JavaScript writes otherwise', 'number');
  }
  const fields = new Fields(testCase.object);
  fields.take('apiVersion');
  const declare = translateKind(fields, fields.take('kind'), chart, override);
  fields.done();
  return declare;
}

function translateKind(fields: Fields, kind: string, chart: Chart, override: boolean): () => unknown {
  switch (kind) {
    case 'Service': return declareService(chart, fields, override);
    case 'Endpoints': return declareEndpoints(chart, fields, override);
    case 'EndpointSlice': return declareEndpointSlice(chart, fields, override);
    case 'Deployment': case 'StatefulSet': case 'DaemonSet': case 'Pod': return declareWorkload(chart, fields, kind);
    default: throw new Unwritable('another kind of object', kind);
  }
}

/** The rules that an error names, one a line; any other error is none of ours and goes on. */
function rulesOf(error: Error): string[] {
  return error.message.split('\n').map(line => {
    const [, rule] = /^replay\/declared: .+ .+#([a-z-]+)$/.exec(line) ?? [];
    if (!rule) {
      throw error;
    }
    return rule;
  });
}
