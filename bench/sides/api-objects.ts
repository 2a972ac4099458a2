import { ApiObject, App, Chart } from 'cdk8s';
import { documentsOf } from './documents';
import type { AppModel } from '../app-model';

/** Declares an app with the class `ApiObject` of cdk8s, which knows no fields. */
export function declare(app: App, model: AppModel): void {
  for (const each of model.charts) {
    const chart = new Chart(app, each.id, { namespace: each.namespace });
    documentsOf(model, each).forEach(document => new ApiObject(chart, `${document.kind}-${document.metadata.name}`, document));
  }
}
