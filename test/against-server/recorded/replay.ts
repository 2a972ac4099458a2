import { App, Chart, Testing } from 'cdk8s';
import type { Case, Json } from './cases';
import { declareEndpoints, declareEndpointSlice } from './declare-endpoints';
import { declareService } from './declare-service';
import { declareWorkload } from './declare-workload';
import { Fields, NotDeclarable } from './fields';
import { ClusterProfile, IpFamily } from '../../../lib';

/** The result of a case that is written as a declaration. */
export interface Outcome {
  /** Ids of the rules that the declaration breaks. Empty if it synthesizes. */
  readonly rules: readonly string[];
  readonly documents: readonly Json[];
  readonly notDeclarable?: NotDeclarable;
}

/** Options of a replay. */
export interface ReplayOptions {
  /** Whether the declaration overrides every hazard that can be overridden. */
  readonly override?: boolean;
  /** Whether the cluster profile contains the facts of the cluster that the verdicts come from. */
  readonly facts?: boolean;
}

const FACTS = { ipFamilies: [IpFamily.IPV4], serviceCidrs: ['10.96.0.0/16'] };

/** Writes a case as a declaration for a cluster of a certain version, and synthesizes it. */
export function replay(testCase: Case, kubernetesVersion: string, options: ReplayOptions = {}): Outcome {
  const app = new App();
  ClusterProfile.set(app, { kubernetesVersion, ...options.facts ? FACTS : {} });
  const chart = new Chart(app, 'replay');
  let declare: () => unknown;
  try {
    declare = translate(testCase, chart, options.override ?? false);
  } catch (error) {
    if (error instanceof NotDeclarable) {
      return { rules: [], documents: [], notDeclarable: error };
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
    throw new NotDeclarable('an update of an object', 'updateTo');
  }
  if (testCase.existing) {
    throw new NotDeclarable('a case of two objects', 'existing');
  }
  if (testCase.floatLiteral) {
    throw new NotDeclarable('a number that JavaScript writes differently', 'number');
  }
  const fields = new Fields(testCase.object);
  fields.read('apiVersion');
  const declare = translateKind(fields, fields.read('kind'), chart, override);
  fields.expectAllRead();
  return declare;
}

function translateKind(fields: Fields, kind: string, chart: Chart, override: boolean): () => unknown {
  switch (kind) {
    case 'Service': return declareService(chart, fields, override);
    case 'Endpoints': return declareEndpoints(chart, fields, override);
    case 'EndpointSlice': return declareEndpointSlice(chart, fields, override);
    case 'Deployment': case 'StatefulSet': case 'DaemonSet': case 'Pod': return declareWorkload(chart, fields, kind);
    default: throw new NotDeclarable('a kind of object that no declaration creates', kind);
  }
}

/** The rules in the lines of an error. An error that does not come from the rules is thrown again. */
function rulesOf(error: Error): string[] {
  return error.message.split('\n').map(line => {
    const [, rule] = /^replay\/declared: .+ .+#([a-z-]+)$/.exec(line) ?? [];
    if (!rule) {
      throw error;
    }
    return rule;
  });
}
