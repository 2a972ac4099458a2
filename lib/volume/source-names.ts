/** How messages call the properties of a volume of the API. */
export interface SourceNames {
  readonly configMap: string;
  readonly secret: string;
  readonly claim: string;
  /** An item of a ConfigMap or Secret. */
  item(index: number, key: string): string;
}

/** The names in a `VolumeSource` of this library. @internal */
export const DECLARED_SOURCE: SourceNames = { configMap: 'name', secret: 'name', claim: 'claimName', item: index => `items[${index}]` };

/** The names in a volume of cdk8s-plus. @internal */
export const PLUS_SOURCE: SourceNames = { configMap: 'configMap', secret: 'secret', claim: 'claim', item: (_, key) => `items['${key}']` };
