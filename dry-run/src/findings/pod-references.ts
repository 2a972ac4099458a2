import { fields, items, text, type Fields } from './fields';

/** A reference of pods to an object, by name. */
export interface PodReference {
  readonly kind: 'ConfigMap' | 'Secret' | 'PersistentVolumeClaim' | 'ResourceClaim' | 'ResourceClaimTemplate' | 'ServiceAccount'
  | 'PriorityClass' | 'RuntimeClass';
  readonly name: string;
  /** The path of the field that has the name. */
  readonly field: string;
  /** The keys of a ConfigMap or Secret that the pods need, each with the path of the field that has the key. */
  readonly keys: readonly { readonly key: string; readonly field: string }[];
  /** Whether pods start without the object. */
  readonly optional: boolean;
  /** Whether pods read the object only when they start. */
  readonly environment: boolean;
  /** Whether the object is used only to pull images. */
  readonly pulls: boolean;
}

type Details = Partial<Pick<PodReference, 'keys' | 'optional' | 'environment' | 'pulls'>>;

function reference(kind: PodReference['kind'], name: string | undefined, field: string, details: Details = {}): readonly PodReference[] {
  return name === undefined ? [] : [{ kind, name, field, keys: [], optional: false, environment: false, pulls: false, ...details }];
}

/** All references of pods with this spec. */
export function podReferences(spec: Fields, field: string): readonly PodReference[] {
  return [
    ...['containers', 'initContainers'].flatMap(containers => items(spec, containers)
      .flatMap((container, index) => containerReferences(container, `${field}.${containers}[${index}]`))),
    ...items(spec, 'volumes').flatMap((volume, index) => volumeReferences(volume, `${field}.volumes[${index}]`)),
    ...items(spec, 'imagePullSecrets').flatMap((secret, index) => reference(
      'Secret', text(secret, 'name'), `${field}.imagePullSecrets[${index}].name`, { pulls: true },
    )),
    ...items(spec, 'resourceClaims').flatMap((claim, index) => [
      ...reference('ResourceClaim', text(claim, 'resourceClaimName'), `${field}.resourceClaims[${index}].resourceClaimName`),
      ...reference('ResourceClaimTemplate', text(claim, 'resourceClaimTemplateName'), `${field}.resourceClaims[${index}].resourceClaimTemplateName`),
    ]),
    ...reference('ServiceAccount', text(spec, 'serviceAccountName') ?? text(spec, 'serviceAccount'), `${field}.serviceAccountName`),
    ...reference('PriorityClass', text(spec, 'priorityClassName'), `${field}.priorityClassName`),
    ...reference('RuntimeClass', text(spec, 'runtimeClassName'), `${field}.runtimeClassName`),
  ];
}

function containerReferences(container: Fields, field: string): readonly PodReference[] {
  const environment = (kind: PodReference['kind'], source: Fields, place: string) => {
    const key = text(source, 'key');
    return reference(kind, text(source, 'name'), `${place}.name`, {
      keys: key === undefined ? [] : [{ key, field: `${place}.key` }], optional: source.optional === true, environment: true,
    });
  };
  return [
    ...items(container, 'env').flatMap((variable, index) => {
      const place = `${field}.env[${index}].valueFrom`;
      return [
        ...environment('ConfigMap', fields(variable, 'valueFrom', 'configMapKeyRef'), `${place}.configMapKeyRef`),
        ...environment('Secret', fields(variable, 'valueFrom', 'secretKeyRef'), `${place}.secretKeyRef`),
      ];
    }),
    ...items(container, 'envFrom').flatMap((source, index) => [
      ...environment('ConfigMap', fields(source, 'configMapRef'), `${field}.envFrom[${index}].configMapRef`),
      ...environment('Secret', fields(source, 'secretRef'), `${field}.envFrom[${index}].secretRef`),
    ]),
  ];
}

function volumeReferences(volume: Fields, field: string): readonly PodReference[] {
  const files = (kind: PodReference['kind'], source: Fields, nameField: string, place: string) => reference(
    kind, text(source, nameField), `${place}.${nameField}`, {
      keys: items(source, 'items').flatMap((item, index) => {
        const key = text(item, 'key');
        return key === undefined ? [] : [{ key, field: `${place}.items[${index}].key` }];
      }),
      optional: source.optional === true,
    },
  );
  return [
    ...files('ConfigMap', fields(volume, 'configMap'), 'name', `${field}.configMap`),
    ...files('Secret', fields(volume, 'secret'), 'secretName', `${field}.secret`),
    ...items(volume, 'projected', 'sources').flatMap((source, index) => [
      ...files('ConfigMap', fields(source, 'configMap'), 'name', `${field}.projected.sources[${index}].configMap`),
      ...files('Secret', fields(source, 'secret'), 'name', `${field}.projected.sources[${index}].secret`),
    ]),
    ...reference('Secret', text(volume, 'csi', 'nodePublishSecretRef', 'name'), `${field}.csi.nodePublishSecretRef.name`),
    ...reference('PersistentVolumeClaim', text(volume, 'persistentVolumeClaim', 'claimName'), `${field}.persistentVolumeClaim.claimName`),
  ];
}
