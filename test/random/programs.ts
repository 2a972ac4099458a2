import { healthCheck } from './checks';
import { image, lifecycleHooks, resize, resources, restart } from './containers';
import { port, type PortUse } from './ports';
import type { Random } from './random';
import { containerSecurity } from './security';
import { device, mount } from './sources';
import { text } from './texts';
import { env, envFrom, envValueFrom } from './variables';
import {
  PullPolicy, TerminationMessagePolicy,
  type AdditionalContainer, type ContainerImage, type ContainerOptions, type ContainerProgram, type InitContainer, type Port, type TerminalOptions,
  type TerminationMessageOptions, type VolumeSource,
} from '../../lib';

/** The options that all containers have. */
function programOf(random: Random, role: 'init' | 'sidecar' | 'other', volumes: readonly VolumeSource[]): ContainerProgram & Partial<ContainerImage> {
  const texts = () => random.list(0, 3, () => text(random));
  let variables: Record<string, string> = {};
  return {
    ...random.all<ContainerImage>('ContainerImage', { image: () => image(random) }),
    ...random.all<Pick<ContainerProgram, 'mounts'>>('ContainerProgram', {
      mounts: () => volumes.length > 0 ? volumes.map((each, index) => mount(random, each, index)) : undefined,
    }),
    // rarely, because the two oldest versions have no restart rules
    ...random.some<Pick<ContainerProgram, 'restart'>>('ContainerProgram', 0.04, { restart: () => restart(random, role) }),
    ...random.some<Omit<ContainerProgram, 'mounts' | 'restart'>>('ContainerProgram', 0.2, {
      devices: () => [device(random)],
      imagePullPolicy: () => random.mostly('imagePullPolicy', () => random.pick(...Object.values(PullPolicy)), 'always', ''),
      command: texts,
      args: texts,
      workingDir: () => random.mostly('workingDir', () => '/app', '', 'rel', '/a:b'),
      env: () => variables = env(random),
      envValueFrom: () => envValueFrom(random),
      envFrom: () => envFrom(random),
      envOrder: () => random.mostly('envOrder', () => Object.keys(variables).reverse(), ['UNKNOWN_VARIABLE']),
      resources: () => resources(random),
      terminationMessage: () => random.some<TerminationMessageOptions>('TerminationMessageOptions', 0.5, {
        path: () => random.mostly('termination message path', () => '/var/log/end', '', 'rel'),
        policy: () => random.mostly('termination message policy', () => random.pick(...Object.values(TerminationMessagePolicy)), 'Log', ''),
      }),
      terminal: () => random.some<TerminalOptions>('TerminalOptions', 0.5, {
        stdin: () => random.mostly('stdin', () => random.chance(0.5), 'yes'),
        stdinOnce: () => random.chance(0.5),
        tty: () => random.chance(0.5),
      }),
    }),
  };
}

/** The options of the workload's own container, or of another container that runs as long as the pod. */
export function containerProps(
  random: Random, role: 'sidecar' | 'other', volumes: readonly VolumeSource[], declared: readonly Port[], delayed: boolean,
): ContainerOptions & Partial<ContainerImage> {
  return {
    ...programOf(random, role, volumes),
    ...random.some<Omit<ContainerOptions, keyof ContainerProgram>>('ContainerOptions', 0.3, {
      resize: () => resize(random),
      lifecycle: () => lifecycleHooks(random, declared, !delayed),
      readiness: () => healthCheck(random, 'readiness', declared),
      liveness: () => healthCheck(random, 'liveness', declared),
      startup: () => healthCheck(random, 'startup', declared),
    }),
  };
}

function containerName(random: Random, role: string, index: number): string {
  return random.mostly('container name', () => `${role}-${index}`, 'web', 'A', '', 'sidecar-0', 's'.repeat(63));
}

/** An init container of a declaration. */
export function initContainer(random: Random, index: number, volumes: readonly VolumeSource[]): InitContainer {
  return {
    ...programOf(random, 'init', random.chance(0.5) ? volumes : []),
    ...random.all<Omit<InitContainer, keyof ContainerProgram | 'image'>>('InitContainer', {
      name: () => containerName(random, 'init', index),
      security: () => random.maybe(0.3, () => containerSecurity(random)),
    }),
  } as InitContainer;
}

/** A sidecar or an additional container of a declaration. */
export function additionalContainer(
  random: Random, role: 'sidecar' | 'additional', index: number, volumes: readonly VolumeSource[], use: PortUse,
): AdditionalContainer {
  const number = (role === 'sidecar' ? 10 : 20) + index;
  const declared = random.list(0, 2, position => port(random, { ...use, distinct: true }, number * 10 + position));
  return {
    ...containerProps(random, role === 'sidecar' ? 'sidecar' : 'other', random.chance(0.5) ? volumes : [], declared, false),
    ...random.all<Omit<AdditionalContainer, keyof ContainerOptions | 'image'>>('AdditionalContainer', {
      name: () => containerName(random, role, index),
      ports: () => declared,
      security: () => random.maybe(0.3, () => containerSecurity(random)),
    }),
  } as AdditionalContainer;
}
