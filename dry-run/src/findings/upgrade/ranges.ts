import { BlockList, isIP } from 'node:net';

/** The ranges among `after` that none of the ranges in `before` includes. A range that cannot be read is included only in an equal one. */
export function rangesAdded(before: readonly string[], after: readonly string[]): readonly string[] {
  return after.filter(range => !before.some(outer => outer === range || includes(outer, range)));
}

/** Whether a range of addresses includes another one. */
function includes(outer: string, inner: string): boolean {
  const [a, b] = [parsed(outer), parsed(inner)];
  if (a === undefined || b === undefined || a.family !== b.family || a.bits > b.bits) {
    return false;
  }
  const list = new BlockList();
  list.addSubnet(a.address, a.bits, a.family);
  return list.check(b.address, b.family);
}

function parsed(range: string): { readonly address: string; readonly bits: number; readonly family: 'ipv4' | 'ipv6' } | undefined {
  const [address, bits, ...rest] = range.split('/');
  const version = isIP(address);
  const most = version === 4 ? 32 : 128;
  const length = bits === undefined ? most : Number(bits);
  return version === 0 || rest.length > 0 || bits === '' || !Number.isInteger(length) || length < 0 || length > most
    ? undefined : { address, bits: length, family: version === 4 ? 'ipv4' : 'ipv6' };
}

/** The ranges in the value of an annotation. */
export function rangesIn(value: string | undefined): readonly string[] {
  return (value ?? '').split(',').map(range => range.trim()).filter(range => range !== '');
}
