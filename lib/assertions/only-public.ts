import type { IConstruct } from 'constructs';
import { documentsOf, isIn, isOfKind, nameOf, shareNamespace, throwFailures, type AppDocument } from './documents';
import { podsOf, type AppPods } from './pods';
import { routedServices, type ServiceReference } from './routed-services';
import { selectsLabels } from '../manifest/label-selector';
import { listOf, objectOf, objectsOf } from '../manifest/parts';

/** A way in from outside of the cluster. */
interface WayIn {
  /** What can be reached: pods of the app, or an object whose backend is not one of them. */
  readonly targets: readonly AppDocument[];
  /** The Services, Ingresses and routes on the way to the targets. */
  readonly through: readonly AppDocument[];
  /** What opens it, for the message about a target. */
  readonly reason: (target: AppDocument) => string;
}

/** @internal */
export function assertOnlyPublic(scope: IConstruct, allowed: readonly IConstruct[]): void {
  const documents = documentsOf(scope);
  const pods = podsOf(documents);
  // A construct without pods is listed because of the ways in that it opens. Another one only stands for its own pods.
  const openers = allowed.filter(construct => !pods.some(({ object }) => isIn(object, [construct])));
  const ways = waysIn(documents, pods).filter(({ through }) => !through.some(({ object }) => isIn(object, openers)));
  throwFailures(ways.flatMap(({ targets, through, reason }) => {
    const hasService = through.some(each => isOfKind(each, '', 'Service') && isIn(each.object, [scope]));
    return targets.filter(({ object }) => (hasService || isIn(object, [scope])) && !isIn(object, allowed)).map(target => (
      `${target.path}: it can be reached from outside of the cluster, because ${reason(target)}. Remove this way in, or add the declaration to the list of Assertions.onlyPublic.`
    ));
  }));
}

function waysIn(documents: readonly AppDocument[], pods: readonly AppPods[]): WayIn[] {
  const services = documents.filter(document => isOfKind(document, '', 'Service'));
  return [
    ...services.flatMap(service => reasonsOfService(service).map(reason => (
      { targets: behind(service, pods), through: [service], reason: (target: AppDocument) => `${nameFor(target, service)} ${reason}` }
    ))),
    ...documents.flatMap(route => routedServices(route).map(reference => {
      const service = services.find(each => isReferenceTo(reference, each, route));
      return {
        targets: service ? behind(service, pods) : [route],
        through: service ? [route, service] : [route],
        reason: (target: AppDocument) => `${nameFor(target, route)} leads to the Service '${reference.name}'`,
      };
    })),
    ...pods.flatMap(each => reasonsOfPods(each).map(reason => ({ targets: [each], through: [], reason: () => `the pods of ${nameOf(each)} ${reason}` }))),
  ];
}

function reasonsOfService({ document, peer }: AppDocument): string[] {
  const { type, externalIPs } = objectOf(document.spec);
  const isInternal = peer?.address?.name === document.metadata?.name && peer?.exposure?._type === 'LoadBalancer' && peer.exposure._options.internal === true;
  return [
    ...type === 'LoadBalancer' && !isInternal ? ['has the type LoadBalancer'] : [],
    ...type === 'NodePort' ? ['has the type NodePort'] : [],
    ...listOf(externalIPs).length > 0 ? ['has external IPs'] : [],
  ];
}

/** On the network of the node, every port that a program opens can be reached, whether or not its container lists the port. */
function reasonsOfPods({ spec, hostNetwork }: AppPods): string[] {
  if (hostNetwork) {
    return ['are on the network of their node'];
  }
  const containers = [...objectsOf(spec.containers), ...objectsOf(spec.initContainers)];
  const hostPorts = containers.flatMap(({ ports }) => objectsOf(ports)).map(({ hostPort }) => hostPort).filter(Boolean);
  return hostPorts.length > 0 ? [`have the port ${hostPorts.join(', ')} of their node`] : [];
}

/** The pods that a Service selects; the Service itself if its backend is no pod of the app. A Service with an empty selector selects no pods. */
function behind(service: AppDocument, pods: readonly AppPods[]): AppDocument[] {
  const selector = objectOf(objectOf(service.document.spec).selector);
  const hasSelector = Object.keys(selector).length > 0;
  const selected = pods.filter(each => hasSelector && shareNamespace(each, service) && selectsLabels({ matchLabels: selector }, each.labels));
  return selected.length > 0 ? selected : [service];
}

function isReferenceTo({ name, namespace }: ServiceReference, service: AppDocument, route: AppDocument): boolean {
  return service.document.metadata?.name === name && shareNamespace(service, { namespace, cluster: route.cluster });
}

/** An object in the message about a target, with its own path if it is not a part of the target. */
function nameFor(target: AppDocument, document: AppDocument): string {
  return document.path === target.path ? nameOf(document) : `${nameOf(document)} (${document.path})`;
}
