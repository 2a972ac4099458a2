import { mkdirSync, mkdtempSync, readFileSync, readdirSync } from 'fs';
import { join } from 'path';
import { LocalWorkspace, type EngineEvent, type OutputMap, type PulumiFn, type Stack } from '@pulumi/pulumi/automation';
import { Update } from './update';
import { recordObservation } from '../../../../test/e2e/support/measurements';

/** The options of all operations that the tests use. */
interface Options {
  readonly onEvent: (event: EngineEvent) => void;
  readonly color: 'never';
}

/** A stack whose programs are functions of the test, so that no language host is required. Its state is a file in a temporary directory. */
export class TestStack {
  /** Creates a stack. The names of stacks are unique among all tests. */
  public static async create(name: string): Promise<TestStack> {
    const directory = mkdtempSync(join(process.env.CLUSTER_DIRECTORY!, `stack-${name}-`));
    const [state, workDir, pulumiHome] = ['state', 'work', 'home'].map(folder => join(directory, folder));
    [state, workDir].forEach(path => mkdirSync(path));
    const stack = await LocalWorkspace.createOrSelectStack({ stackName: 'test', projectName: name, program: async () => ({}) }, {
      workDir,
      pulumiHome,
      envVars: {
        PULUMI_BACKEND_URL: `file://${state}`,
        PULUMI_CONFIG_PASSPHRASE: 'passphrase of the tests',
        PULUMI_SKIP_UPDATE_CHECK: 'true',
      },
    });
    return new TestStack(stack, state);
  }

  private constructor(private readonly stack: Stack, private readonly stateDirectory: string) {}

  /** Runs `pulumi preview`. */
  public async preview(program: PulumiFn): Promise<Update> {
    return this.observed('preview', options => this.stack.preview({ ...options, program }));
  }

  /** Runs `pulumi up`. */
  public async up(program: PulumiFn): Promise<Update> {
    return this.observed('up', options => this.stack.up({ ...options, program }));
  }

  /** Runs `pulumi destroy`. */
  public async destroy(): Promise<Update> {
    return this.observed('destroy', options => this.stack.destroy(options));
  }

  /** The outputs of the stack after the last `up`. */
  public async outputs(): Promise<OutputMap> {
    return this.stack.outputs();
  }

  /** All files of the state, as text. */
  public state(): string {
    const files = readdirSync(this.stateDirectory, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile());
    return files.map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'utf-8')).join('\n');
  }

  /** Runs an operation and collects its events. If it fails, the error is part of the result. */
  private async observed(operation: string, run: (options: Options) => Promise<{ stdout: string; stderr: string }>): Promise<Update> {
    const events: EngineEvent[] = [];
    const start = Date.now();
    const { text, error } = await withoutJest(async () => run({ color: 'never', onEvent: event => isShown(event) && events.push(event) })).then(
      ({ stdout, stderr }) => ({ text: `${stdout}${stderr}`, error: undefined }),
      (failure: Error) => ({ text: failure.message, error: failure }),
    );
    recordObservation(`${operation} ${((Date.now() - start) / 1000).toFixed(1)} s`);
    return new Update(events, text, error);
  }
}

/**
 * Whether an event is shown without `--debug`. Debug messages contain the arguments of resources with their secrets, in every program
 * (sdk/nodejs/runtime/resource.ts of Pulumi).
 */
function isShown({ diagnosticEvent }: EngineEvent): boolean {
  return (diagnosticEvent?.severity as string | undefined) !== 'debug';
}

const ERRORS = ['uncaughtException', 'unhandledRejection'] as const;

/** Lets Pulumi handle errors in promises that nothing waits for, as outside of a test. Jest would fail the test. */
async function withoutJest<T>(run: () => Promise<T>): Promise<T> {
  const handlers = ERRORS.map(event => [event, process.listeners(event as 'uncaughtException')] as const);
  ERRORS.forEach(event => process.removeAllListeners(event));
  try {
    return await run();
  } finally {
    handlers.forEach(([event, listeners]) => listeners.forEach(listener => process.on(event, listener)));
  }
}
