import { generateKeyPairSync } from 'crypto';
import { writeFileSync } from 'fs';
import { join } from 'path';
import { API_SERVER, NODE } from './facts';

/** Callers of the API server, by the name of their kubeconfig: user and groups. */
const CALLERS: Readonly<Record<string, readonly [string, string]>> = {
  'admin': ['admin', 'system:masters'],
  'kube-controller-manager': ['system:kube-controller-manager', ''],
  'kube-scheduler': ['system:kube-scheduler', ''],
  'kube-proxy': ['system:kube-proxy', ''],
  'kubelet': [`system:node:${NODE.name}`, 'system:nodes'],
  'coredns': ['coredns', 'system:masters'],
  'enforcer': ['enforcer', 'system:masters'],
};

/** Files with which the programs of a cluster authenticate. Bearer tokens are sufficient in a network that no other programs have access to. */
export class Credentials {
  public readonly tokens: string;
  public readonly serviceAccountKey: string;
  public readonly serviceAccountPublicKey: string;
  /** The directory to which the API server writes its self-signed certificate. */
  public readonly certificates: string;

  constructor(private readonly directory: string) {
    this.tokens = join(directory, 'tokens.csv');
    this.serviceAccountKey = join(directory, 'service-account.key');
    this.serviceAccountPublicKey = join(directory, 'service-account.pub');
    this.certificates = join(directory, 'certificates');
    const { privateKey, publicKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048, privateKeyEncoding: { type: 'pkcs8', format: 'pem' }, publicKeyEncoding: { type: 'spki', format: 'pem' },
    });
    writeFileSync(this.serviceAccountKey, privateKey, { mode: 0o600 });
    writeFileSync(this.serviceAccountPublicKey, publicKey);
    writeFileSync(this.tokens, Object.entries(CALLERS).map(([name, [user, group]]) => `${name}-token,${user},${user},"${group}"\n`).join(''));
    Object.keys(CALLERS).forEach(name => this.writeKubeconfig(name));
  }

  /** The certificate that all programs in the cluster trust. */
  public get authority(): string {
    return join(this.certificates, 'apiserver.crt');
  }

  /** Path of a caller's kubeconfig. */
  public kubeconfig(name: string): string {
    return join(this.directory, `${name}.kubeconfig`);
  }

  private writeKubeconfig(name: string): void {
    writeFileSync(this.kubeconfig(name), JSON.stringify({
      'apiVersion': 'v1',
      'kind': 'Config',
      'clusters': [{ name: 'cluster', cluster: { 'server': API_SERVER, 'certificate-authority': this.authority } }],
      'users': [{ name, user: { token: `${name}-token` } }],
      'contexts': [{ name, context: { cluster: 'cluster', user: name } }],
      'current-context': name,
    }));
  }
}
