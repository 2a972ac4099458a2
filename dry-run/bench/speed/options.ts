import type { ServerDryRunOptions } from '../../lib';

export const OPTIONS: Required<Pick<ServerDryRunOptions, 'kubernetesVersion' | 'podSecurity'>> = { kubernetesVersion: '1.36', podSecurity: 'restricted' };

/** As many objects as the targets are about. */
export const PAIRS = 500;
