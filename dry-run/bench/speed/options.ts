import type { ServerDryRunOptions } from '../../lib';

export const OPTIONS: Required<Pick<ServerDryRunOptions, 'kubernetesVersion' | 'podSecurity'>> = { kubernetesVersion: '1.36', podSecurity: 'restricted' };

/** The number of pairs of a Deployment and a Service, for which the targets are defined. */
export const PAIRS = 500;
