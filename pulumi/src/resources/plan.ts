import { cycleIn, sorted, type Graph } from './graph';
import { annotationsOf, optionsOf, type ObjectOptions } from '../object-options';
import { mustPrecede, waitsForPodsOf } from './order';
import type { OtherObject, PlannedObject } from './planned-object';
import { groupOf } from './resource-class';
import { checkNames, resourceName } from './resource-names';
import { checkWaits } from './waits';
import type { Templates } from '../declaration/checks';
import type { Declaration } from '../declaration/declaration';
import { Problems } from '../declaration/problems';
import { apiObjectsIn, describe, type Document, type RenderedObject } from '../declaration/rendering';
import { placeholdersIn, type Placeholder } from '../inputs/placeholder';
import { isTemplateMap, type Template } from '../inputs/template';

/**
 * The resources of a component, in an order in which each one follows those that it needs.
 *
 * @throws an error with all problems
 */
export function plan(declaration: Declaration<any>, objects: ReadonlyMap<string, RenderedObject>, templates: Templates): readonly PlannedObject[] {
  const problems = new Problems();
  const planned = new Map([...objects].map(([path, object]) => [path, planObject(problems, declaration, path, object, templates.get(path)!)]));
  planned.forEach(object => addNeeds(declaration, object, planned));
  addDependencies(problems, declaration, planned);
  checkNames(problems, [...planned.values()]);
  checkObjectsOfOthers(problems, declaration, planned);
  checkCycles(problems, planned);
  planned.forEach(object => checkWaits(problems, object));
  problems.throwIfAny();
  return sorted(graphOf(planned)).map(path => planned.get(path)!);
}

function planObject(
  problems: Problems, declaration: Declaration<any>, path: string, { construct, document }: RenderedObject, template: Template,
): PlannedObject {
  const options = optionsOf(construct);
  const { namespace } = declaration.in('first').chart;
  const name = resourceName(problems, declaration.name, namespace, path, document, template, options);
  if (hasPlaceholder(template, declaration.program.placeholders)) {
    problems.report(
      path, document, '', 'it uses a construct of another component that was read outside the callback',
      'Read the parts of the other component in the callback, such as shop.parts.web.',
    );
  }
  checkAnnotations(problems, path, document, options);
  return { path, document, template, options, name, needs: new Set(), needsOfOthers: [] };
}

function checkAnnotations(problems: Problems, path: string, document: Document, options: ObjectOptions): void {
  Object.keys(annotationsOf(options)).filter(key => key in (document.metadata.annotations ?? {})).forEach(key => {
    problems.report(path, document, `metadata.annotations["${key}"]`, 'objectOptions sets this annotation too', 'Remove it from the object.');
  });
}

/** Whether a placeholder is in a place that is the same in all runs, so that it would not be replaced. */
function hasPlaceholder(template: Template, placeholders: readonly Placeholder[]): boolean {
  const inner = Array.isArray(template) ? template : isTemplateMap(template) ? Object.values(template) : [];
  return typeof template === 'string' ? placeholdersIn(template, placeholders).length > 0 : inner.some(value => hasPlaceholder(value, placeholders));
}

/** Adds the objects that the kinds of objects need, in this component and in those that were created before. */
function addNeeds(
  declaration: Declaration<any>, { document, needs, needsOfOthers }: PlannedObject, planned: ReadonlyMap<string, PlannedObject>,
): void {
  planned.forEach((other, path) => mustPrecede(other.document, document) && needs.add(path));
  for (const other of declaration.earlier) {
    other.in('first').objects.forEach((object, path) => mustPrecede(object.document, document) && needsOfOthers.push({ declaration: other, path }));
  }
}

/**
 * Adds the objects that the callback has set with `addDependency`. A workload does not wait for a Service that waits for its pods: cdk8s-plus adds such a
 * dependency for the order in the manifest, and with pods that are not ready, an update that repairs them would not begin.
 */
function addDependencies(problems: Problems, declaration: Declaration<any>, planned: ReadonlyMap<string, PlannedObject>): void {
  for (const [path, dependency] of declaration.in('first').dependencies) {
    const isInside = (other: string) => other === dependency.node.path || other.startsWith(`${dependency.node.path}/`);
    const own = [...planned.keys()].filter(isInside);
    const others = declaration.earlier.filter(other => other.in('first').chart.node.root === dependency.node.root)
      .flatMap(other => [...other.in('first').objects.keys()].filter(isInside).map(found => ({ declaration: other, path: found })));
    own.filter(other => !waitsForPods(planned.get(other)!, planned.get(path)!)).forEach(other => planned.get(path)!.needs.add(other));
    planned.get(path)!.needsOfOthers.push(...others.filter(other => !waitsForPodsOf(documentOf(other), planned.get(path)!.document)));
    if (own.length + others.length === 0 && apiObjectsIn(dependency).length > 0) {
      problems.report(
        path, planned.get(path)!.document, '', `it depends on '${dependency.node.path}', which is in no component that was created before`,
        'Create that component first.',
      );
    }
  }
}

/** Reports objects that another component with the same provider declares too. With server-side apply, each one would overwrite the other. */
function checkObjectsOfOthers(problems: Problems, declaration: Declaration<any>, planned: ReadonlyMap<string, PlannedObject>): void {
  const byIdentity = new Map(declaration.earlier.flatMap(other => [...other.in('first').objects]
    .map(([path, { document }]) => [identityOf(document), `${path}' of the component '${other.name}`] as const)));
  planned.forEach(({ path, document }) => {
    const other = byIdentity.get(identityOf(document));
    if (other !== undefined) {
      problems.report(path, document, '', `'${other}' is the same object`, 'Declare it in one component, or use another name or namespace.');
    }
  });
}

/** Kinds without a namespace. cdk8s writes the namespace of the chart into all objects. */
const CLUSTER_SCOPED = [
  'APIService', 'CSIDriver', 'ClusterRole', 'ClusterRoleBinding', 'CustomResourceDefinition', 'GatewayClass', 'IngressClass', 'MutatingWebhookConfiguration',
  'Namespace', 'PersistentVolume', 'PriorityClass', 'RuntimeClass', 'StorageClass', 'ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding',
  'ValidatingWebhookConfiguration',
];

/** What distinguishes an object from all others in a cluster. */
function identityOf(document: Document): string {
  const { kind, metadata: { namespace = '', name } } = document;
  return JSON.stringify([groupOf(document), kind, CLUSTER_SCOPED.includes(kind) ? '' : namespace, name]);
}

function documentOf({ declaration, path }: OtherObject): Document {
  return declaration.in('first').objects.get(path)!.document;
}

function waitsForPods({ document, options }: PlannedObject, workload: PlannedObject): boolean {
  return !options.skipAwait && waitsForPodsOf(document, workload.document);
}

function graphOf(planned: ReadonlyMap<string, PlannedObject>): Graph {
  return new Map([...planned].map(([path, { needs }]) => [path, needs]));
}

/** Reports objects that would wait for each other forever. A Service that selects pods is ready only when its pods are. */
function checkCycles(problems: Problems, planned: ReadonlyMap<string, PlannedObject>): void {
  const waits = new Map([...planned].map(([path, service]) => {
    const pods = [...planned].filter(([, other]) => waitsForPods(service, other)).map(([other]) => other);
    return [path, new Set([...service.needs, ...pods])] as const;
  }));
  const cycle = cycleIn(waits);
  if (cycle) {
    const names = [...cycle, cycle[0]].map(path => describe(planned.get(path)!.document));
    problems.report(
      cycle[0], planned.get(cycle[0])!.document, '', `these objects wait for each other: ${names.join(', ')}`,
      'A Service waits for the pods that it selects. Remove one of the dependencies, or use objectOptions(service, { skipAwait: true }).',
    );
  }
}
