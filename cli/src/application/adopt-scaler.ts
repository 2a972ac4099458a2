import { isScaler, scales } from './belonging';
import { readWhole } from './read-whole';
import type { Adopted, DeclaredWorkload, Scope } from './scope';
import type { Code } from '../code/expression';
import type { InputDocument } from '../input/read-input';
import type { Fields } from '../read/fields';
import { readScaledObject } from '../read/keda';
import { readAutoscaler, type ScaledWorkload } from '../read/scaling';

const AUTOSCALERS = ['autoscaling/v1', 'autoscaling/v2'];

/** Declares a scaler as the option `scaling` of its workload. */
export function adoptScaler(document: InputDocument, scope: Scope): Adopted {
  const { object } = document;
  const declared = scope.workloads.find(({ workload }) => scales(document, workload));
  if (!declared) {
    const { kind = 'workload', name } = object.spec?.scaleTargetRef ?? {};
    return { why: [`No declaration is the ${kind} ${name} that it scales.`] };
  }
  const why = reasonsAgainst(document, scope, declared);
  if (why.length > 0) {
    return { why };
  }
  const { workload, options, container } = declared;
  const names: ScaledWorkload = {
    kind: workload.kind,
    name: workload.metadata.name,
    container,
    hasService: scope.services.some(({ service }) => scope.selectedBy(service.spec?.selector ?? {}).includes(declared)),
  };
  const reader = object.kind === 'ScaledObject' ? readScaledObject : readAutoscaler;
  const whole = readWhole(object, (fields: Fields) => reader(fields, names));
  if ('why' in whole) {
    return whole;
  }
  options.scaling = whole.read as unknown as Code;
  scope.belonging.push({ id: declared.id, option: 'scaling', objects: [object] });
  if (object.kind === 'ScaledObject') {
    scope.profile.keda = true;
  }
  return { declaredAs: `option scaling of ${declared.id}` };
}

function reasonsAgainst(document: InputDocument, scope: Scope, { workload }: DeclaredWorkload): readonly string[] {
  const { apiVersion, kind, spec } = document.object;
  if (kind === 'HorizontalPodAutoscaler' && !AUTOSCALERS.includes(apiVersion)) {
    return [`Kubernetes no longer serves ${apiVersion}. Change it to autoscaling/v2.`];
  }
  const { apiVersion: version = kind === 'ScaledObject' ? 'apps/v1' : 'v1' } = spec.scaleTargetRef;
  // the controller finds the kind by its group, in any version
  if (!String(version).startsWith('apps/')) {
    return [`spec.scaleTargetRef.apiVersion is ${version}, and the group of the workload is apps.`];
  }
  const others = scope.documents.filter(other => other !== document && isScaler(other) && scales(other, workload));
  if (others.length > 0) {
    return [`${others[0].object.kind} ${others[0].object.metadata.name} scales the same workload.`];
  }
  return scope.refused.get(document.object) ?? scope.refused.get(workload) ?? [];
}
