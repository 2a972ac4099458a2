import * as pulumi from '@pulumi/pulumi';
import type { IConstruct } from 'constructs';

/**
 * What Pulumi does with the objects of a construct.
 *
 * The options that are declared here are a name and the annotations of the Pulumi Kubernetes provider (provider/pkg/metadata/annotations.go of version
 * 4.25.0). All resource options of Pulumi can be used too, except `parent` and `provider`, which come from the component.
 */
export interface ObjectOptions extends Omit<pulumi.CustomResourceOptions, 'parent' | 'provider' | 'id' | 'urn'> {
  /**
   * Name of the resources in Pulumi, without the name of the component. Required for an object whose name or namespace contains an Output.
   *
   * @default - the name of the object, preceded by its namespace if that differs from the namespace of the chart
   */
  readonly name?: string;

  /**
   * Whether Pulumi continues without waiting until the object is ready.
   *
   * @default false
   */
  readonly skipAwait?: boolean;

  /**
   * Conditions that Pulumi waits for instead of its own ones: `condition=TYPE` or `condition=TYPE=STATUS` for conditions of the status, and
   * `jsonpath={…}` or `jsonpath={…}=VALUE` for other fields.
   *
   * @default - what the provider waits for by itself
   */
  readonly waitFor?: readonly string[];

  /**
   * Whether Pulumi takes over fields that another field manager owns, and objects that exist already.
   *
   * @default false
   */
  readonly patchForce?: boolean;

  /**
   * Name of the field manager of server-side apply.
   *
   * @default - a name that Pulumi generates
   */
  readonly patchFieldManager?: string;

  /**
   * Whether a Job that is not complete is replaced by the next update.
   *
   * @default false
   */
  readonly replaceUnready?: boolean;

  /**
   * What happens to the objects that an object owns, such as the pods of a Deployment, when it is deleted.
   *
   * @default 'foreground'
   */
  readonly deletionPropagation?: 'background' | 'foreground' | 'orphan';
}

/** The annotation of each option that is one. */
const ANNOTATIONS = {
  skipAwait: 'pulumi.com/skipAwait',
  waitFor: 'pulumi.com/waitFor',
  patchForce: 'pulumi.com/patchForce',
  patchFieldManager: 'pulumi.com/patchFieldManager',
  replaceUnready: 'pulumi.com/replaceUnready',
  deletionPropagation: 'pulumi.com/deletionPropagationPolicy',
} as const satisfies Partial<Record<keyof ObjectOptions, string>>;

type AnnotationOption = keyof typeof ANNOTATIONS;

/** The options of each construct, which apply to the objects in it. */
const OPTIONS = new WeakMap<IConstruct, ObjectOptions>();

/**
 * Sets what Pulumi does with the objects of a construct. Call it in the callback of the component.
 *
 * The options apply to all objects in the construct. Those of an inner construct take precedence over those of an outer one; lists, such as `aliases`
 * and `dependsOn`, are combined.
 *
 * @example
 * objectOptions(web.service, { protect: true });
 *
 * @param scope the chart or a construct in it
 * @param options the options
 * @throws if the options of the construct are already set
 */
export function objectOptions(scope: IConstruct, options: ObjectOptions): void {
  if (OPTIONS.has(scope)) {
    throw new Error(`${scope.node.path}: objectOptions: the options of the construct are already set. Set all of them in one call.`);
  }
  OPTIONS.set(scope, options);
}

/** The options of an object: its own, and those of the constructs around it. */
export function optionsOf(construct: IConstruct): ObjectOptions {
  return construct.node.scopes.reduce<ObjectOptions>((outer, scope) => pulumi.mergeOptions(outer, OPTIONS.get(scope) ?? {}) as ObjectOptions, {});
}

/** The options that are resource options of Pulumi. */
export function resourceOptionsOf(options: ObjectOptions): pulumi.CustomResourceOptions {
  return Object.fromEntries(Object.entries(options).filter(([option]) => option !== 'name' && !(option in ANNOTATIONS)));
}

/** The annotations for the options. */
export function annotationsOf(options: ObjectOptions): Record<string, string> {
  const set = (Object.keys(ANNOTATIONS) as AnnotationOption[]).filter(option => options[option] !== undefined);
  return Object.fromEntries(set.map(option => {
    const value = options[option];
    return [ANNOTATIONS[option], typeof value === 'object' ? JSON.stringify(value) : String(value)];
  }));
}
