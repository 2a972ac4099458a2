/** The names that messages use for the properties of one container. */
export interface EnvFields {
  /** Property with the variables whose value is a text. */
  readonly texts: string;
  /** Property with the variables whose value comes from a source, such as a field or a Secret. */
  readonly values: string;
  /** Property with the sources whose keys all become variables. */
  readonly sources: string;
  /** Code that refers to a field of the pod. */
  readonly podFieldExample: string;
}

/**
 * The properties of a declared container.
 *
 * @param prefix empty, or the path of the container with a dot
 * @internal
 */
export function declaredEnv(prefix: string): EnvFields {
  return {
    texts: `${prefix}env`,
    values: `${prefix}envValueFrom`,
    sources: `${prefix}envFrom`,
    podFieldExample: "EnvVarSource.podField('status.podIP') or EnvVarSource.podLabel('example.com/team')",
  };
}

/** The properties of a container of cdk8s-plus. @internal */
export function envFieldsOf(field: string, variables: 'env' | 'envVariables'): EnvFields {
  const example = "kplus.EnvValue.fromFieldRef(kplus.EnvFieldPaths.POD_LABEL, { key: 'example.com/team' })";
  return { texts: `${field}${variables}`, values: `${field}${variables}`, sources: `${field}envFrom`, podFieldExample: example };
}
