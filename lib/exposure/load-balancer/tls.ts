import type { Wish } from './way';

const ARN = /^arn:[\w-]+:(acm|iam):\S+$/;

/** What AWS can't find as a certificate. @internal */
export function wellNamedCertificates({ options }: Wish): string | undefined {
  const unknown = options.tls!.certificates.find(certificate => !ARN.test(certificate));
  return unknown === undefined ? undefined : `'${unknown}' is no ARN of a certificate. Write it like 'arn:aws:acm:eu-west-1:111122223333:certificate/…'.`;
}

/** The numbers by which clients know the ports with TLS. @internal */
export function tlsPortNumbers({ tlsPorts }: Wish): string {
  return tlsPorts.map(port => port.servicePort).join(',');
}

/** Whether the load balancer has to speak TLS to the pods again, which AWS is told for all ports with TLS together. @internal */
export function reencryption({ tlsPorts }: Wish): { readonly needed: boolean; readonly fix?: string } {
  const encrypted = tlsPorts.filter(port => port.kind === 'https');
  const plain = tlsPorts.find(port => port.kind !== 'https');
  const mixed = encrypted.length > 0 && plain !== undefined;
  return {
    needed: encrypted.length > 0,
    fix: mixed ? `'${encrypted[0].name}' takes TLS from the load balancer and '${plain.name}' does not, and AWS does one or the other. Name in tls.ports only ports of one kind.` : undefined,
  };
}
