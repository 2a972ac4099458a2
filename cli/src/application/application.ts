import { isDeepStrictEqual } from 'node:util';
import { adoptBelonging } from './adopt-belonging';
import { ofTheCluster } from './of-the-cluster';
import { adoptOthers } from './others';
import { reasonsFor, withoutPatch } from './patches';
import { Scope, hasLabels, type Adopted } from './scope';
import { shareLabels } from './shared-labels';
import { shareOptions } from './shared-options';
import { PodSelection } from '../code/library';
import type { Document } from '../document';
import type { InputDocument } from '../input/read-input';
import { reasonAgainstLabel } from '../read/library-labels';
import type { Mode } from '../read/mode';
import { readServiceOfPods } from '../read/workload';

/** How far a workload can be declared. Each step declares less. */
export enum Step {
  /** With all objects that belong to it. */
  COMPLETE,
  /** Without the objects that belong to it, apart from its Services. */
  WITHOUT_OTHERS,
  /** In place, without them. */
  IN_PLACE,
  /** Not at all. */
  DOCUMENT,
}

/** How far objects can be declared, and why not further, by the objects that were read. Others are declared completely. */
type Steps = ReadonlyMap<Document, { readonly step: Step; readonly why: readonly string[] }>;

/** The code of an application, and what became of each object. */
export interface Application {
  readonly scopes: readonly Scope[];
  readonly adopted: ReadonlyMap<InputDocument, Adopted>;
}

const KINDS = ['Deployment', 'StatefulSet', 'DaemonSet'];

/** Decides how each object is declared. */
export function planApplication(documents: readonly InputDocument[], mode: Mode, steps: Steps): Application {
  const adopted = new Map<InputDocument, Adopted>();
  const all = documents.map(({ object }) => object);
  for (const document of documents) {
    const omitted = ofTheCluster(document.object, all);
    if (omitted !== undefined) {
      adopted.set(document, { omitted });
    }
  }
  const declarable = documents.filter(document => !adopted.has(document));
  const namespaceOf = ({ object }: InputDocument): string | undefined => object.metadata.namespace ?? undefined;
  const scopes = [...new Set(declarable.map(namespaceOf))].map(namespace => {
    const scope = new Scope(namespace, declarable.filter(document => namespaceOf(document) === namespace), all);
    declareWorkloads(scope, mode, steps, adopted);
    declareServicesOfSeveral(scope, mode, adopted);
    steps.forEach(({ step, why }, object) => step === Step.DOCUMENT && scope.refused.set(object, why));
    adoptBelonging(scope, adopted);
    adoptOthers(scope, mode, adopted);
    scope.workloads.forEach(declared => shareLabels(declared, scope));
    scope.defaults = shareOptions(scope);
    return scope;
  });
  for (const document of documents) {
    if (!adopted.has(document)) {
      adopted.set(document, { why: ['No construct declares objects of this kind.'] });
    }
  }
  return { scopes, adopted };
}

function isWorkload({ object }: InputDocument): boolean {
  return object.apiVersion === 'apps/v1' && KINDS.includes(object.kind);
}

function isService({ object }: InputDocument): boolean {
  return object.apiVersion === 'v1' && object.kind === 'Service';
}

function selectorOf({ object }: InputDocument): Record<string, string> | undefined {
  const selector = object.spec?.selector;
  return selector && Object.keys(selector).length > 0 && object.spec.type !== 'ExternalName' ? selector : undefined;
}

function declareWorkloads(scope: Scope, mode: Mode, steps: Steps, adopted: Map<InputDocument, Adopted>): void {
  const workloads = scope.documents.filter(isWorkload);
  const services = scope.documents.filter(document => isService(document) && selectorOf(document) !== undefined);
  const targets = new Map(services.map(service => [service, workloads.filter(({ object }) => hasLabels(object, selectorOf(service)!))]));
  for (const document of workloads) {
    const own = services.filter(service => targets.get(service)!.length === 1 && selectsAsWorkload(service, document));
    const { step, why: found } = steps.get(document.object) ?? { step: Step.COMPLETE, why: [] };
    if (step !== Step.COMPLETE) {
      scope.refused.set(document.object, found);
    }
    const isSelected = services.some(service => targets.get(service)!.includes(document));
    const manifest = { workload: document.object, services: own.map(({ object }) => object), isSelected, routed: scope.routed };
    const ownMode = step === Step.IN_PLACE ? { inPlace: true } : mode;
    const why = step === Step.DOCUMENT ? found : reasonAgainst(document.object) ?? scope.declareWorkload(manifest, ownMode);
    if (why) {
      adopted.set(document, { why });
      const { kind, metadata: { name } } = document.object;
      own.forEach(service => adopted.set(service, { why: [`${kind} ${name}, to which it leads, stays a document.`] }));
      continue;
    }
    const { id, isExposed, variable } = scope.workloads.at(-1)!;
    // The reasons are problems that the rules of the library have with its defaults.
    const inPlace = step === Step.IN_PLACE && !mode.inPlace ? `, in place, because the defaults of the library do not suit it: ${found.join(' ')}` : '';
    adopted.set(document, { declaredAs: `new ${isExposed ? 'ExposedWorkload' : 'Worker'} ${id}${inPlace}` });
    for (const service of own) {
      const { name } = service.object.metadata;
      adopted.set(service, { declaredAs: scope.serviceNamed(name)!.variable === variable ? `Service of ${id}` : `new ExposedPods ${name}` });
    }
  }
}

/** Whether a Service has the selector of a workload. A construct with another selector could lead to other pods of the cluster. */
function selectsAsWorkload(service: InputDocument, { object }: InputDocument): boolean {
  return isDeepStrictEqual(selectorOf(service), object.spec?.selector?.matchLabels);
}

/** What keeps a workload from having the form that the options have. */
function reasonAgainst({ kind, metadata, spec }: Document): string[] | undefined {
  const { selector, template } = spec ?? {};
  const containers = template?.spec?.containers;
  if (!Array.isArray(containers) || containers.length === 0 || containers.some((each: Document) => typeof each?.name !== 'string')) {
    return [`${kind}.spec.template.spec.containers is not a list of containers with names, so the API server refuses it.`];
  }
  if (selector?.matchExpressions?.length) {
    return ['The selector has matchExpressions, which the selector of a Service cannot have.'];
  }
  if (!selector?.matchLabels || !hasLabels({ spec }, selector.matchLabels)) {
    return ['The selector does not select the pods of the template, so the API server refuses it.'];
  }
  const label = reasonAgainstLabel({ kind, metadata, spec });
  return label === undefined ? undefined : [label];
}

/** Declares Services that lead to the pods of several workloads, or of workloads that are not declared. */
function declareServicesOfSeveral(scope: Scope, mode: Mode, adopted: Map<InputDocument, Adopted>): void {
  for (const document of scope.documents) {
    const selector = isService(document) && !adopted.has(document) ? selectorOf(document) : undefined;
    if (!selector) {
      continue;
    }
    const targets = scope.selectedBy(selector);
    const read = readServiceOfPods(document.object, targets[0]?.workload, scope.routed, mode);
    if (read.ports.some(({ number }) => !Number.isInteger(number))) {
      adopted.set(document, { why: ['The Service leads to ports by the names that they have in the containers of pods that are not declared.'] });
      continue;
    }
    const fixed = withoutPatch(read.unknown);
    if (fixed.length > 0) {
      adopted.set(document, { why: reasonsFor(fixed) });
      continue;
    }
    const [statement, ...others] = scope.declareService(read, PodSelection.labels(selector) as never);
    const comment = targets.length === 1 ? 'The Service selects by other labels than the workload.' : undefined;
    scope.statements.push({ ...statement, comment }, ...others);
    adopted.set(document, { declaredAs: `new ExposedPods ${document.object.metadata.name}` });
  }
}
