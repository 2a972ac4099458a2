import { Size, SizeRoundingBehavior } from 'cdk8s';
import type { ContainerResources } from 'cdk8s-plus-28';
import type { Json } from '../../manifest/manifest';

/** Option that converts a size to any unit, with a fraction if necessary. @internal */
export const NO_ROUNDING = { rounding: SizeRoundingBehavior.NONE };

/** Whether a number of cores or kibibytes is a Kubernetes quantity: a multiple of 10^-9 that, in bytes, is less than 2^63. @internal */
export function isAmount(amount: number): boolean {
  return amount === 0 || (amount >= 1e-9 && amount <= Number.MAX_SAFE_INTEGER);
}

/** The kibibytes of a size, including fractions; NaN if its amount is no number, such as null or a BigInt. @internal */
export function kibibytesOf(size: Size): number {
  try {
    // in its own unit, a size returns its amount as it is
    const amounts: unknown[] = [size.toKibibytes(NO_ROUNDING), size.toMebibytes(NO_ROUNDING), size.toGibibytes(NO_ROUNDING)];
    return amounts.every(amount => typeof amount === 'number') ? amounts[0] as number : NaN;
  } catch {
    return NaN;
  }
}

/** The units of sizes that have no whole number of kibibytes, in bytes. */
const DECIMAL_UNITS = { G: 1e9, M: 1e6, k: 1e3 };

/**
 * A size as a Kubernetes quantity, in the largest unit that needs no fraction: binary if possible, otherwise decimal, otherwise bytes. A fraction of a byte
 * is rounded up, as Kubernetes does (`Quantity.Value` in k8s.io/apimachinery/pkg/api/resource/quantity.go).
 *
 * @internal
 */
export function quantity(size: Size): string {
  const binary = { Gi: size.toGibibytes(NO_ROUNDING), Mi: size.toMebibytes(NO_ROUNDING), Ki: size.toKibibytes(NO_ROUNDING) };
  const [unit, amount] = Object.entries(binary).find(([, value]) => Number.isInteger(value)) ?? decimal(Math.ceil(binary.Ki * 1024));
  return `${amount}${unit}`;
}

function decimal(bytes: number): [unit: string, amount: number] {
  const [unit, factor] = Object.entries(DECIMAL_UNITS).find(([, each]) => bytes % each === 0) ?? ['', 1];
  return [unit, bytes / factor];
}

/**
 * Renders the resources of a container. cdk8s-plus can render memory only in whole mebibytes, and ephemeral storage only in whole gibibytes.
 *
 * @internal
 */
export function toResources({ cpu, memory, ephemeralStorage }: ContainerResources): Json | undefined {
  const side = (which: 'request' | 'limit') => {
    const amounts = {
      'cpu': cpu?.[which]?.amount,
      'memory': memory?.[which] && quantity(memory[which]),
      'ephemeral-storage': ephemeralStorage?.[which] && quantity(ephemeralStorage[which]),
    };
    return Object.values(amounts).some(amount => amount !== undefined) ? amounts : undefined;
  };
  const [requests, limits] = [side('request'), side('limit')];
  return requests || limits ? { requests, limits } : undefined;
}

/** Resources that cdk8s-plus can render, rounded up if necessary. Users can read them from its container. @internal */
export function roundUp({ cpu, memory, ephemeralStorage }: ContainerResources): ContainerResources {
  return {
    cpu,
    memory: memory && { request: memory.request && ceil(memory.request, 1), limit: memory.limit && ceil(memory.limit, 1) },
    ephemeralStorage: ephemeralStorage && {
      request: ephemeralStorage.request && ceil(ephemeralStorage.request, 1024),
      limit: ephemeralStorage.limit && ceil(ephemeralStorage.limit, 1024),
    },
  };
}

function ceil(size: Size, mebibytes: number): Size {
  const units = kibibytesOf(size) / 1024 / mebibytes;
  return Number.isInteger(units) ? size : Size.mebibytes(Math.ceil(units) * mebibytes);
}
