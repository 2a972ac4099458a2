import type { MetadataOptions, PathMatch as Match, RouteRule, RouteTls as Tls } from 'cdk8s-service-patterns';
import { reasonsFor, withoutPatch } from './patches';
import { RouteBackends } from './route-backends';
import type { Adopted, Scope } from './scope';
import { takeRoute } from './take-route';
import { Call, THIS, callMethod, type Code, type Expression } from '../code/expression';
import { withHint } from '../code/hints';
import { camelCase } from '../code/identifiers';
import { ApiObject, IngressController, JsonPatch, PathMatch, Route, RouteParent, RouteTls } from '../code/library';
import type { InputDocument } from '../input/read-input';
import { unlessEmpty, withoutUndefined, type UnknownField } from '../read/fields';
import { CLASS_ANNOTATION, readIngress, type IngressPath, type ReadIngress } from '../read/ingress';

/** The annotation with which ingress-nginx interprets the paths of an Ingress as regular expressions. */
const USE_REGEX = 'nginx.ingress.kubernetes.io/use-regex';

/** The name of the class in the code of an Ingress without a class. */
const DEFAULT_CLASS = 'default';

/**
 * The classes for which a Route writes the annotation instead of the field, because the controller of GKE ignores the field (pkg/annotations/ingress.go of
 * kubernetes/ingress-gce 1.41).
 */
const GKE_CLASSES = ['gce', 'gce-internal', 'gce-regional-external'];

/** Characters of patterns, which the library accepts in a literal path only with a justification. */
const PATTERN = /[*^$[\](){}|\\]|\.\+/;

/** Kinds of ports to which an Ingress leads only with an annotation of its controller. */
const ANNOTATED = ['https', 'h2c', 'grpc'];

/** Whether an object is an Ingress. */
export function isIngress({ apiVersion, kind }: InputDocument['object']): boolean {
  return kind === 'Ingress' && /^(networking\.k8s\.io|extensions)\//.test(apiVersion);
}

/** Declares an Ingress as a Route. */
export function adoptIngress({ object }: InputDocument, scope: Scope): Adopted {
  if (object.apiVersion !== 'networking.k8s.io/v1') {
    return { why: [`No API server serves ${object.apiVersion} since Kubernetes 1.22. Convert the Ingress to networking.k8s.io/v1.`] };
  }
  const unknown: UnknownField[] = [];
  const ingress = readIngress(object, unknown);
  const fixed = withoutPatch(unknown.map(each => isPatchable(each) ? each : { ...each, value: undefined }));
  if (fixed.length > 0) {
    return { why: reasonsFor(fixed) };
  }
  const { name } = object.metadata;
  const { ingressClass = { name: DEFAULT_CLASS, isAnnotation: false }, hosts, paths } = ingress;
  if (GKE_CLASSES.includes(ingressClass.name) && !ingressClass.isAnnotation) {
    return { why: [`The controller of GKE reads the class from the annotation ${CLASS_ANNOTATION}, and ignores ingressClassName.`] };
  }
  const backends = new RouteBackends(scope, 'HTTP', paths, ({ kind }, isHostname) => (
    ANNOTATED.includes(kind) ? 'annotations configure the controller'
      : isHostname ? 'the existing Ingress leads to this host name' : undefined
  ));
  if (backends.reasons.length > 0) {
    return { why: backends.reasons };
  }
  const { id, variable } = takeRoute(object, scope);
  const { routeClass, metadata, comment } = controllerOf(ingress);
  const parent = RouteParent.ingressClass(ingressClass.name, withoutUndefined({ routeClass }) as never);
  const { tls, annotations } = tlsOf(name, ingress, metadata.annotations);
  const options = withoutUndefined({
    parents: [parent],
    name: id === name ? undefined : name,
    hosts: hosts.length > 0 ? hosts : undefined,
    tls,
    protocol: backends.protocol,
    ...targetsOf(paths, backends),
    metadata: unlessEmpty(withoutUndefined<MetadataOptions>({ labels: metadata.labels, annotations: annotations && unlessEmpty(annotations) })),
  });
  scope.statements.push({ variable, expression: new (Route as any)(THIS, id, options) as Call, comment });
  const isGke = GKE_CLASSES.includes(ingressClass.name) && routeClass === undefined;
  const ofClass = isGke || (ingress.ingressClass !== undefined && !ingressClass.isAnnotation)
    ? [] : classPatches(ingress, options.metadata as MetadataOptions | undefined);
  const patches = [...ofClass, ...unknown.map(({ pointer, value }) => JsonPatch.add(pointer, value) as unknown as Code)];
  if (patches.length > 0) {
    const route = withHint(ApiObject.of(variable as never) as unknown as Expression, camelCase(`${name}-ingress`));
    scope.statements.push(...patches.map(patch => ({ expression: callMethod(route, 'addJsonPatch', patch) })));
    scope.patchedFields.set(object, [...ofClass.length > 0 ? ['spec.ingressClassName'] : [], ...unknown.map(({ path }) => path)]);
  }
  return { declaredAs: `new Route ${id}` };
}

/** A patch can set fields that do not depend on what the Route generates. */
function isPatchable({ pointer }: UnknownField): boolean {
  return ['/spec/tls', '/spec/defaultBackend'].includes(pointer);
}

/** The patches of an Ingress whose class is not in the field `ingressClassName`, which a Route always writes. */
function classPatches({ ingressClass }: ReadIngress, metadata: MetadataOptions | undefined): Code[] {
  const remove = JsonPatch.remove('/spec/ingressClassName');
  const name = ingressClass?.name;
  const annotate = metadata?.annotations
    ? JsonPatch.add(`/metadata/annotations/${CLASS_ANNOTATION.replace('/', '~1')}`, name) : JsonPatch.add('/metadata/annotations', { [CLASS_ANNOTATION]: name });
  return (name === undefined ? [remove] : [remove, annotate]) as unknown as Code[];
}

/**
 * Paths of the type ImplementationSpecific are regular expressions of the library. ingress-nginx interprets them so if an annotation says it; the meaning
 * of others depends on the controller, which a declaration without annotations states.
 */
function controllerOf({ metadata, paths, ingressClass }: ReadIngress): { routeClass?: object; metadata: MetadataOptions; comment?: string } {
  const { annotations = {}, labels } = metadata ?? {};
  if (!paths.some(({ type }) => type === 'ImplementationSpecific')) {
    return { metadata: { annotations, labels } };
  }
  const { [USE_REGEX]: useRegex, ...others } = annotations;
  if (useRegex === 'true') {
    return { routeClass: { ingressController: IngressController.INGRESS_NGINX }, metadata: { annotations: others, labels } };
  }
  const controller = IngressController.custom({ name: ingressClass?.name ?? DEFAULT_CLASS, regularExpressionAnnotations: {} });
  return {
    routeClass: { ingressController: controller },
    metadata: { annotations, labels },
    comment: 'The controller of the class determines how it matches the paths: their type is ImplementationSpecific.',
  };
}

/** TLS with the Secret, which cert-manager issues if an annotation says so. */
function tlsOf(
  name: string, { hosts, secretName }: ReadIngress, annotations: Readonly<Record<string, string>> | undefined,
): { tls?: Tls; annotations?: Record<string, string> } {
  if (secretName === undefined) {
    return { annotations };
  }
  for (const kind of ['cluster-issuer', 'issuer'] as const) {
    const { [`cert-manager.io/${kind}`]: issuer, ...others } = annotations ?? {};
    if (issuer && hosts.length > 0) {
      const options = withoutUndefined({ secretName: secretName === `${name}-tls` ? undefined : secretName });
      return { tls: kind === 'issuer' ? RouteTls.issuer(issuer, options) : RouteTls.clusterIssuer(issuer, options), annotations: others };
    }
  }
  return { tls: RouteTls.secret(secretName), annotations };
}

/** The option `backend` if all requests have the same backend, otherwise `rules`. */
function targetsOf(paths: readonly IngressPath[], backends: RouteBackends): { backend?: Code; rules?: RouteRule[] } {
  const groups: IngressPath[][] = [];
  const backendOf = ({ service, port }: IngressPath) => JSON.stringify([service, port]);
  for (const path of paths) {
    const last = groups.at(-1);
    if (last && backendOf(last[0]) === backendOf(path)) {
      last.push(path);
    } else {
      groups.push([path]);
    }
  }
  const backend = groups.length === 1 && isForAll(paths) ? backends.construct(paths[0]) : undefined;
  return backend ? { backend } : { rules: groups.map(group => ruleOf(group, backends)) };
}

/** Whether paths are those of a rule without paths. */
function isForAll(paths: readonly IngressPath[]): boolean {
  return paths.length === 1 && paths[0].type === 'Prefix' && paths[0].path === '/';
}

function ruleOf(paths: readonly IngressPath[], backends: RouteBackends): RouteRule {
  const hasPattern = paths.some(({ type, path }) => type !== 'ImplementationSpecific' && PATTERN.test(path));
  return withoutUndefined<RouteRule>({
    paths: isForAll(paths) ? undefined : paths.map(matchOf),
    backends: [backends.code(paths[0], hasPattern ? 'the existing Ingress has this path' : undefined)],
  });
}

function matchOf({ type, path }: IngressPath): Match {
  return type === 'Exact' ? PathMatch.exact(path) : type === 'Prefix' ? PathMatch.prefix(path) : PathMatch.regularExpression(path);
}
