/**
 * The image of a container. It differs between declarations, so it has no default.
 */
export interface ContainerImage {
  /**
   * Image of the container, with its tag or digest. Many official images, such as `mongo`, `nginx` and `memcached`, start as root or name their user.
   * They do not start without `security.user`, and often need a writable directory.
   *
   * @see https://github.com/cdk8s-service-patterns/cdk8s-service-patterns/blob/main/docs/security.md#official-images-of-databases
   */
  readonly image: string;
}
