import type { Document } from '../../../document';

/** The factors of the suffixes of quantities (k8s.io/apimachinery/pkg/api/resource/suffix.go of Kubernetes 1.37), in units of 10^-9. */
const NANO = 9;
const DECIMAL: Readonly<Record<string, number>> = { 'n': -9, 'u': -6, 'm': -3, '': 0, 'k': 3, 'M': 6, 'G': 9, 'T': 12, 'P': 15, 'E': 18 };
const BINARY: Readonly<Record<string, bigint>> = { Ki: 10n, Mi: 20n, Gi: 30n, Ti: 40n, Pi: 50n, Ei: 60n };

/**
 * A text that is the same for quantities with the same value: '0.5' and '500m', '1Gi' and '1024Mi'. The server rounds amounts up to the next thousandth
 * (SetDefaults_ResourceList in pkg/apis/core/v1/defaults.go of Kubernetes 1.37). A text that is no quantity remains.
 */
export function amountOf(quantity: Document): string {
  const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3})|(Ki|Mi|Gi|Ti|Pi|Ei|[numkMGTPE]?))$/.exec(String(quantity).trim());
  const [, sign, whole, fraction = '', exponent, suffix = ''] = match ?? [];
  if (!match || `${whole}${fraction}` === '') {
    return String(quantity);
  }
  const power = NANO - fraction.length + (exponent === undefined ? DECIMAL[suffix] ?? 0 : Number(exponent));
  const digits = BigInt(whole + fraction) * 2n ** (BINARY[suffix] ?? 0n);
  const nano = power < 0 ? divided(digits, 10n ** BigInt(-power)) : digits * 10n ** BigInt(power);
  return `${sign === '-' ? '-' : ''}${divided(nano, 10n ** 6n)}m`;
}

/** A quotient, rounded up. */
function divided(dividend: bigint, divisor: bigint): bigint {
  return (dividend + divisor - 1n) / divisor;
}
