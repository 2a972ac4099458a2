import { ApiObject, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { PerRevision } from '../../app/per-revision';
import { areInSamePlace } from '../../cluster/unique-in-cluster';
import { waysInto } from '../../discovery/ways-in';
import type { Json } from '../../manifest/manifest';
import { objectsOfUsers } from '../../manifest/objects-by-kind';
import { byRarestKey } from '../../values/by-rarest-key';

/** The Services of an app by one of the labels that they select, at its root. */
const SERVICES = new PerRevision('ServicesOfUsers', root => indexOf(objectsOfUsers(root, 'Service')));

interface UserService {
  readonly object: ApiObject;
  readonly labels: readonly string[];
}

/**
 * The constructs of the app whose Services select the pods of a workload, except for the declaration of the workload: other declarations, and Services that
 * no declaration has generated.
 *
 * @param labels all labels of the pods
 * @internal
 */
export function servicesOfPods(workload: IConstruct, labels: Readonly<Record<string, string>>): readonly IConstruct[] {
  // a declaration without ports has no Service
  const declared = waysInto(workload, () => labels).filter(({ exposure }) => exposure !== undefined).map(({ construct }) => construct);
  return [...declared, ...servicesOfUsers(workload, labels)];
}

function servicesOfUsers(workload: IConstruct, labels: Readonly<Record<string, string>>): readonly ApiObject[] {
  const byLabel = SERVICES.of(workload.node.root);
  const keys = labelKeys(Chart.of(workload).namespace, labels);
  const found = keys.flatMap(key => byLabel.get(key) ?? []).filter(service => service.labels.every(label => keys.includes(label)));
  return found.map(({ object }) => object).filter(object => areInSamePlace(object, workload));
}

/** A Service without a selector leads to no pods. */
function indexOf(objects: readonly ApiObject[]): Map<string, UserService[]> {
  return byRarestKey(objects.map(object => {
    const { metadata, spec } = object.toJson() as Json;
    const labels = labelKeys(metadata.namespace ?? Chart.of(object).namespace, spec?.selector ?? {});
    return { item: { object, labels }, keys: labels };
  }));
}

function labelKeys(namespace: string | undefined, labels: Readonly<Record<string, string>>): string[] {
  return Object.entries(labels).map(label => JSON.stringify([namespace, ...label]));
}
