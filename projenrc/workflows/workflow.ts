import { YamlFile, type IResolver, type Project } from 'projen';
import { withVersionComments } from '../actions';

/** A step of a job, as in the YAML of a workflow. */
export type Step = Readonly<Record<string, unknown>>;

/** A job of a workflow. Each job states its permissions, and a time after which it is canceled: the default of GitHub is six hours. */
export interface Job {
  readonly 'name': string;
  readonly 'runs-on': string;
  readonly 'timeout-minutes': number;
  readonly 'permissions': Readonly<Record<string, 'read' | 'write'>>;
  readonly 'needs'?: readonly string[];
  readonly 'if'?: string;
  readonly 'environment'?: string;
  readonly 'strategy'?: object;
  readonly 'env'?: Readonly<Record<string, string>>;
  readonly 'outputs'?: Readonly<Record<string, string>>;
  readonly 'steps': readonly Step[];
}

/** A workflow of GitHub Actions. */
export interface Workflow {
  readonly name: string;
  readonly on: object;
  readonly concurrency?: object;
  readonly jobs: Readonly<Record<string, Job>>;
}

/** Generates `.github/workflows/NAME.yml`. What a job does not permit itself, the workflow does not permit either. */
export function addWorkflow(project: Project, workflow: Workflow): void {
  const { name, on, concurrency, jobs } = workflow;
  new WorkflowFile(project, `.github/workflows/${name}.yml`, { obj: { name, on, permissions: {}, concurrency, jobs } });
}

class WorkflowFile extends YamlFile {
  protected override synthesizeContent(resolver: IResolver): string | undefined {
    const content = super.synthesizeContent(resolver);
    return content && withVersionComments(content);
  }
}
