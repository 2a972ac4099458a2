export type { ApplyResult, Cause, DecodedDocument, DryRunAnswer } from './answer';
export type { ApiObject, Finding, Severity } from './finding';
export type { FieldValidation, PodSecurityLevel, ServerDryRunOptions, UnknownKinds } from './options';
export { ServerDryRun, type ApplyOptions } from './server-dry-run';
export { ServerDryRunValidation, type ServerDryRunValidationProperties } from './validation/server-dry-run-validation';
export { KUBERNETES_VERSIONS, type KubernetesVersion } from './versions';
