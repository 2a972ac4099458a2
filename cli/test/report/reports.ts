import type { Difference, ObjectReport, ReplacedPods, Report, UpdateReport } from '../../src/report/report';

/** A report about one Deployment that means the same, with other values. */
export function report(values: Partial<Report> = {}): Report {
  return {
    files: [{ path: 'main.ts', lines: 12 }], objects: [objectReport()], typeErrors: [], inputProblems: [], update: updateReport(), same: true, ...values,
  };
}

export function objectReport(values: Partial<ObjectReport> = {}): ObjectReport {
  return { kind: 'Deployment', name: 'web', source: 'web.yaml:1', declaredAs: 'new ExposedWorkload web', patches: [], differences: [], ...values };
}

export function updateReport(values: Partial<UpdateReport> = {}): UpdateReport {
  return { kubernetesVersion: '1.37', accepted: true, refusals: [], lostPorts: [], replacedPods: [], findings: [], notJudged: [], ...values };
}

/** A workload whose pods are replaced, because one field changes unless others are specified. */
export function replacedPods(object: string, fields: ReplacedPods['fields'] = [{ path: 'spec.template.spec.hostname', was: undefined, is: 'a' }]): ReplacedPods {
  return { object, fields };
}

export function difference(values: Partial<Difference> = {}): Difference {
  return { object: 'Deployment web', path: 'spec.replicas', was: 3, is: 2, ...values };
}

/** A report whose only object has the differences. */
export function differing(...differences: Difference[]): Report {
  return report({ objects: [objectReport({ differences })] });
}
