/**
 * When the kubelet pulls the image of a container.
 *
 * @see https://kubernetes.io/docs/concepts/containers/images/#image-pull-policy
 */
export enum PullPolicy {
  /** Each time that the container starts. Image layers that are present on the node are not pulled again. */
  ALWAYS = 'Always',

  /** If the image is not present on the node. */
  IF_NOT_PRESENT = 'IfNotPresent',

  /** Never: the container starts only if the image is present on the node. */
  NEVER = 'Never',
}
