import { Size } from 'cdk8s';
import { Cpu, type ContainerResources } from 'cdk8s-plus-28';
import type { ResizePolicy, ResourceRequirements } from './resources';
import type { Json } from '../manifest/manifest';
import { nanosOf } from '../rules/quantities';

/** The options of a container that concern its resources. */
export interface ResourceOptions {
  readonly resources?: ResourceRequirements;
  readonly resize?: ResizePolicy;
}

/**
 * Writes the resources of a container that cdk8s-plus has rendered. The texts are those that the user has written.
 *
 * @internal
 */
export function writeResources(container: Json, { resources, resize }: ResourceOptions): void {
  if (resources) {
    container.resources = toRequirements(resources);
  }
  if (resize?.cpu || resize?.memory) {
    container.resizePolicy = (['cpu', 'memory'] as const).flatMap(resourceName => {
      const restartPolicy = resize[resourceName];
      return restartPolicy ? [{ resourceName, restartPolicy }] : [];
    });
  }
}

/** Renders requests and limits; undefined if there are none. @internal */
export function toRequirements({ requests, limits }: ResourceRequirements): Json | undefined {
  const rendered = { requests: unlessEmpty(requests), limits: unlessEmpty(limits) };
  return rendered.requests || rendered.limits ? rendered : undefined;
}

/**
 * The CPU and memory that a container of cdk8s-plus has, rounded up to the units that cdk8s-plus can render. An autoscaler of cdk8s-plus without metrics
 * refuses a workload whose containers have neither.
 *
 * @param resources requirements without problems
 * @internal
 */
export function toContainerResources({ requests, limits }: ResourceRequirements): ContainerResources {
  return {
    cpu: { request: amountOf(requests?.cpu, 1e6, Cpu.millis), limit: amountOf(limits?.cpu, 1e6, Cpu.millis) },
    memory: { request: amountOf(requests?.memory, MEBIBYTE, Size.mebibytes), limit: amountOf(limits?.memory, MEBIBYTE, Size.mebibytes) },
  };
}

/** A mebibyte in units of 10^-9 bytes. */
const MEBIBYTE = 2 ** 20 * 1e9;

function amountOf<T>(quantity: string | undefined, unit: number, create: (amount: number) => T): T | undefined {
  return quantity === undefined ? undefined : create(Math.ceil(Number(nanosOf(quantity)) / unit));
}

function unlessEmpty(amounts: Readonly<Record<string, string>> | undefined): Readonly<Record<string, string>> | undefined {
  return amounts && Object.keys(amounts).length > 0 ? amounts : undefined;
}
