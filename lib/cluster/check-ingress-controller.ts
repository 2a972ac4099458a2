import type { CustomIngressControllerProps, IngressController } from './ingress-controller';
import { INGRESS_OPTIONS } from './ingress-options';
import { isAnnotationKey } from '../rules/metadata';
import { routeRules } from '../rules/routes';
import type { Problems } from '../rules/rule';
import { hidden, shown } from '../rules/show';
import { checkText } from '../rules/text';

/** Annotations that this library writes itself. */
const RESERVED = ['kubernetes.io/ingress.class', 'cert-manager.io/issuer', 'cert-manager.io/cluster-issuer'];

/** The properties that hold annotations, and the placeholders that a value may contain. */
const ANNOTATIONS = {
  httpsRedirectAnnotations: [],
  regularExpressionAnnotations: [],
  httpsBackendAnnotations: ['{services}'],
  h2cBackendAnnotations: ['{services}'],
  grpcBackendAnnotations: ['{services}'],
} as const satisfies Partial<Record<keyof CustomIngressControllerProps, readonly string[]>>;

/** A name in braces. It must not match `${name}`, a variable of the controller. It does not match JSON, which has no letter after a brace. */
const PLACEHOLDER = /(?<!\$)\{[A-Za-z]+\}/g;

/** Reports problems with a custom ingress controller. @internal */
export function checkIngressController(problems: Problems, field: string, controller: IngressController | undefined): void {
  const props = controller?._custom;
  if (props === undefined) {
    return;
  }
  if (props.name.trim() === '') {
    problems.report(routeRules.ingressController, `${field}.name`, shown(props.name), "Use a value such as IngressController.custom({ name: 'nginx-ingress' }).");
    return;
  }
  checkText(problems, `${field}.name`, props.name);
  for (const [name, placeholders] of Object.entries(ANNOTATIONS)) {
    checkAnnotations(problems, `${field}.${name}`, props[name as keyof typeof ANNOTATIONS], placeholders);
  }
  const path = props.regularExpressionPath;
  if (path !== undefined && !(path.split('{expression}').length === 2 && /^(\/|\{expression\})/.test(path))) {
    problems.report(routeRules.ingressController, `${field}.regularExpressionPath`, shown(path), "Use a value such as '/~{expression}'.");
  }
  const suggested = Object.entries(props.suggestedAnnotations ?? {});
  const unknown = suggested.map(([option]) => option).filter(option => !(INGRESS_OPTIONS as readonly string[]).includes(option));
  if (unknown.length > 0) {
    problems.report(routeRules.ingressController, `${field}.suggestedAnnotations`, shown(unknown), `Use only the keys ${INGRESS_OPTIONS.join(', ')}.`);
  }
  for (const [option, annotation] of suggested) {
    if (!unknown.includes(option) && !isAnnotationKey(annotation)) {
      problems.report(routeRules.ingressController, `${field}.suggestedAnnotations['${option}']`, shown(annotation), "Use a value such as 'nginx.org/rewrites'.");
    }
  }
}

function checkAnnotations(problems: Problems, field: string, annotations: Record<string, string> = {}, placeholders: readonly string[]): void {
  for (const [annotation, value] of Object.entries(annotations)) {
    const entryField = `${field}['${annotation}']`;
    const unknown = value.match(PLACEHOLDER)?.find(text => !placeholders.includes(text));
    if (!isAnnotationKey(annotation)) {
      problems.report(routeRules.ingressController, entryField, value, "Use a value such as { 'nginx.org/ssl-redirect': 'true' }.");
    } else if (RESERVED.includes(annotation)) {
      problems.report(routeRules.ingressController, entryField, value, 'The route sets this annotation itself. Remove it.');
    } else if (unknown !== undefined) {
      problems.report(routeRules.ingressController, entryField, hidden(value, `'{' at position ${value.indexOf(unknown) + 1}`), placeholders.length > 0 ? `Use the placeholder ${placeholders.join(' or ')}.` : 'Remove it: these values have no placeholder.');
    }
    checkText(problems, entryField, value);
  }
}
