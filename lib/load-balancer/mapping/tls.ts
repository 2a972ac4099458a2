import type { LoadBalancerRequest } from './mapping';

const ARN = /^arn:[\w-]+:(acm|iam):\S+$/;

/** Refuses certificates that are not specified by their ARN. @internal */
export function onlyArns({ options }: LoadBalancerRequest): string | undefined {
  const unknown = options.tls!.certificates.find(certificate => !ARN.test(certificate));
  return unknown === undefined
    ? undefined : `'${unknown}' is not the ARN of a certificate. Use an ARN such as 'arn:aws:acm:eu-west-1:111122223333:certificate/…'.`;
}

/** The port numbers that clients use for the ports with TLS. @internal */
export function tlsPortNumbers({ tlsPorts }: LoadBalancerRequest): string {
  return tlsPorts.map(port => port.servicePort).join(',');
}

/** Whether the load balancer must encrypt the traffic to pods again. On AWS, one annotation sets this for all ports with TLS. @internal */
export function reencryption({ tlsPorts }: LoadBalancerRequest, title = 'AWS'): { readonly needed: boolean; readonly fix?: string } {
  const encrypted = tlsPorts.filter(port => port.kind === 'https');
  const plain = tlsPorts.find(port => port.kind !== 'https');
  const mixed = encrypted.length > 0 && plain !== undefined;
  return {
    needed: encrypted.length > 0,
    fix: mixed
      ? `The port '${encrypted[0].name}' expects TLS from the load balancer and '${plain.name}' does not, but ${title} has one setting for all ports with TLS. List only ports of one kind in tls.ports.`
      : undefined,
  };
}
