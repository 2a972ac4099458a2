/** The role of a container in its pod. */
export type ContainerRole = 'own' | 'additional' | 'init' | 'sidecar';
