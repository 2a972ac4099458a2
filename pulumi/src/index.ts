export { Cdk8sComponent, type Cdk8sComponentArgs } from './cdk8s-component';
export type { Declare } from './declaration/declaration';
export type { Inputs } from './inputs/inputs';
export { objectOptions, type ObjectOptions } from './object-options';
export type { Scalar } from './inputs/placeholder';
