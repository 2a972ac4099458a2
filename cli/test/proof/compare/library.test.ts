import { App, Chart, Testing } from 'cdk8s';
import { Controller, ExposedWorkload, Port } from 'cdk8s-service-patterns';
import { deployment, service, withContainer } from './support';
import type { Document } from '../../../src/document';
import { compare } from '../../../src/proof/compare/compare';

/** The documents of a declaration with all defaults. */
function declared(props: Document): Document[] {
  const chart = new Chart(new App(), 'chart');
  new ExposedWorkload(chart, 'web', { image: 'web:1', name: 'web', ports: [Port.http(8080)], selector: { app: 'web' }, ...props });
  return Testing.synth(chart);
}

const ports = { ports: [{ port: 8080 }] };

test('a declaration with the defaults of the library differs by intent only', () => {
  const differences = compare([deployment({}, { replicas: 2 }), service(ports)], declared({ replicas: 2 }));
  expect(differences.filter(each => each.intent === undefined)).toEqual([]);
  expect(differences.length).toBeGreaterThan(15);
});

test('a declaration of a StatefulSet with the defaults of the library differs by intent only', () => {
  const differences = compare([deployment({}, { replicas: 2 }, 'StatefulSet'), service(ports)], declared({ replicas: 2, controller: Controller.statefulSet() }));
  expect(differences.filter(each => each.intent === undefined)).toEqual([]);
});

test('what a declaration changes is no intent', () => {
  const original = withContainer({ image: 'web:2', securityContext: { runAsNonRoot: false } });
  expect(compare([original, service(ports)], declared({})).filter(each => each.intent === undefined).map(each => each.path)).toEqual([
    'spec.template.spec.containers[web].image', 'spec.template.spec.containers[web].securityContext.runAsNonRoot',
  ]);
});
