/**
 * A process that declares and synthesizes an app with one side, and prints what this used as JSON.
 *
 * usage: node side-process.js JSON               with a `SideRun` as JSON
 *        node side-process.js JSON live          first synthesizes smaller apps, and then the app for each line that it reads
 */
import { createRequire } from 'module';
import { performance } from 'perf_hooks';
import { createInterface } from 'readline';
import type { App } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { Sample } from './sample';
import { appModel, type AppModel, type AppShape } from '../app-model';
import type { Surplus } from '../sides/floor';

/** Smaller apps of the same form, after which the JIT compiler has compiled most functions. */
const WARM_UP = { size: 100, runs: 40 } as const;

/** A process loads only the side that it measures. */
const load = createRequire(__filename);

/** A side that runs in such a process. */
export type SideName = 'ours' | 'cdk8s-plus' | 'floor' | 'api-objects' | 'plain';

/** What the process does. */
export interface SideRun {
  readonly side: SideName;
  readonly shape: AppShape;
  /** The directory of the manifests. */
  readonly directory: string;
  /** For the side `floor`. */
  readonly surplus?: Surplus;
}

/** What the process prints. */
export interface SideResult {
  /** What the declaration and the synthesis used, without loading the modules. */
  readonly used: Sample;
  readonly constructs: number;
  readonly validations: number;
}

/** A function of a side that declares an app and synthesizes it, or writes its manifests. Returns the app, if there is one. */
function prepare({ side, directory, surplus }: SideRun): (model: AppModel) => App | undefined {
  if (side === 'plain') {
    const { write } = load('../sides/plain') as typeof import('../sides/plain');
    return model => {
      write(directory, model);
      return undefined;
    };
  }
  const cdk8s = load('cdk8s') as typeof import('cdk8s');
  const { declare } = load(`../sides/${side}`) as { declare(app: App, model: AppModel, surplus?: Surplus): void };
  return model => {
    const app = new cdk8s.App({ outdir: directory });
    declare(app, model, surplus);
    app.synth();
    return app;
  };
}

function validationsOf({ node }: IConstruct): number {
  // cdk8s calls the validations of each construct. Their number is private in constructs.
  return (node as unknown as { readonly _validations: readonly unknown[] })._validations.length;
}

/** Small apps are synthesized several times, because the clock for CPU time can have a resolution of milliseconds. */
const LEAST_WORKLOADS = 100;

function measure(model: AppModel, synthesize: (model: AppModel) => App | undefined, runs = 1): SideResult {
  const [cpu, start] = [process.cpuUsage(), performance.now()];
  const [app] = Array.from({ length: runs }, () => synthesize(model));
  const used: Sample = {
    user: process.cpuUsage(cpu).user / 1000 / runs,
    wall: (performance.now() - start) / runs,
    memory: process.resourceUsage().maxRSS / 1024,
  };
  const constructs = app?.node.findAll() ?? [];
  return {
    used,
    constructs: constructs.length,
    validations: constructs.reduce((sum, each) => sum + validationsOf(each), 0),
  };
}

async function main(run: SideRun, live: boolean): Promise<void> {
  const model = appModel(run.shape);
  const synthesize = prepare(run);
  if (!live) {
    process.stdout.write(JSON.stringify(measure(model, synthesize)));
    return;
  }
  const smaller = appModel({ ...run.shape, size: Math.min(run.shape.size, WARM_UP.size) });
  Array.from({ length: WARM_UP.runs }, () => synthesize(smaller));
  for await (const _ of createInterface({ input: process.stdin })) {
    process.stdout.write(`${JSON.stringify(measure(model, synthesize, Math.ceil(LEAST_WORKLOADS / run.shape.size)))}\n`);
  }
}

void main(JSON.parse(process.argv[2]), process.argv[3] === 'live');
