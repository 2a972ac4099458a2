import type { App } from 'cdk8s';
import { Construct } from 'constructs';
import { declare as declareWithCdk8sPlus } from './cdk8s-plus';
import type { AppModel } from '../app-model';

/** How many more constructs and validations each workload of this library has than one of cdk8s-plus. */
export interface Surplus {
  readonly constructs: number;
  readonly validations: number;
}

const NO_PROBLEMS = { validate: () => [] };

/**
 * Declares an app as with only cdk8s-plus, and adds as many constructs and validations as this library has more. They do nothing, so this is the time that the
 * loops of cdk8s need for the construct tree of this library.
 */
export function declare(app: App, model: AppModel, { constructs, validations }: Surplus): void {
  declareWithCdk8sPlus(app, model);
  for (const { id, workloads } of model.charts) {
    for (const { name } of workloads) {
      const workload = app.node.findChild(id).node.findChild(name);
      for (let index = 0; index < constructs; index++) {
        new Construct(workload, `surplus-${index}`);
      }
      for (let index = 0; index < validations; index++) {
        workload.node.addValidation(NO_PROBLEMS);
      }
    }
  }
}
