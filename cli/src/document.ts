/** A Kubernetes object as it was read: a tree of JSON values. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Document = any;
