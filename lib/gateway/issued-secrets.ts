import type { IConstruct } from 'constructs';
import { constructsAtSynth, validateAtSynth } from '../app/checks-at-synth';
import { Comparison } from '../app/comparison';
import { ConstructState } from '../app/construct-state';
import { placeOf } from '../discovery/peer';
import { gatewayRules } from '../rules/gateways';
import { describe } from '../rules/rule';

/** The index of an app, at its root. */
const INDEX = new ConstructState<IssuedSecrets>('IssuedSecrets');

/** Annotations of an Ingress or a Gateway because of which cert-manager issues a certificate for each of its Secrets. */
const ISSUER_ANNOTATIONS = ['cert-manager.io/issuer', 'cert-manager.io/cluster-issuer'];

/**
 * An annotation with the same effect for an Ingress, but not for a Gateway, if its value is true according to `strconv.ParseBool` of Go
 * (hasShimAnnotation in pkg/controller/certificate-shim/sync.go of cert-manager at 2d0d7f7).
 */
const TLS_ACME = 'kubernetes.io/tls-acme';
const TRUE = ['1', 't', 'T', 'true', 'True', 'TRUE'];

/** A Secret with a certificate that an Ingress or a Gateway uses. */
export interface SecretUse {
  /** The option that names the Secret. */
  readonly field: string;
  readonly name: string;
  readonly namespace?: string;
  readonly hosts: readonly (string | undefined)[];
  /** Whether cert-manager issues the certificate for this Ingress or Gateway. */
  readonly issued: boolean;
}

/** A use of a Secret, with the construct of the Ingress or Gateway. */
interface OwnedUse extends SecretUse {
  readonly owner: IConstruct;
}

/** Whether annotations that the user has set make cert-manager issue certificates. @internal */
export function hasIssuerAnnotation(kind: 'Ingress' | 'Gateway', annotations: Readonly<Record<string, string>> = {}): boolean {
  return ISSUER_ANNOTATIONS.some(key => annotations[key] !== undefined) || (kind === 'Ingress' && TRUE.includes(annotations[TLS_ACME]));
}

/**
 * Adds a check that reports, at synth, Secrets that cert-manager issues for two constructs, or whose certificate is not valid for a construct.
 *
 * @param uses returns the Secrets of an Ingress or a Gateway; it is called at synth, because listeners can be added
 * @internal
 */
export function validateIssuedSecrets(owner: IConstruct, uses: () => readonly SecretUse[]): void {
  const { root } = owner.node;
  const index = INDEX.ofOrCreated(root, () => new IssuedSecrets(root));
  index.users.set(owner, uses);
  validateAtSynth(owner, index);
}

/** Finds Secrets of an app that several Ingresses and Gateways use. */
class IssuedSecrets extends Comparison {
  public readonly users = new Map<IConstruct, () => readonly SecretUse[]>();

  protected compare(): void {
    const bySecret = new Map<string, OwnedUse[]>();
    constructsAtSynth(this.root).forEach(owner => this.users.get(owner)?.().forEach(use => {
      const key = JSON.stringify([...placeOf(owner, use.namespace), use.name]);
      const others = bySecret.get(key);
      others ? others.push({ ...use, owner }) : bySecret.set(key, [{ ...use, owner }]);
    }));
    bySecret.forEach(uses => this.compareUses(uses));
  }

  /** Compares the uses of a Secret by other constructs with those of the first construct for which it is issued. */
  private compareUses(uses: readonly OwnedUse[]): void {
    const issuer = uses.find(({ issued }) => issued)?.owner;
    if (issuer) {
      const certified = uses.filter(({ owner, issued }) => owner === issuer && issued).flatMap(({ hosts }) => hosts);
      uses.filter(({ owner }) => owner !== issuer).forEach(use => this.report(use, issuer, certified));
    }
  }

  private report({ owner, field, name, hosts, issued }: OwnedUse, issuer: IConstruct, certified: readonly (string | undefined)[]): void {
    const outside = hosts.find(host => host !== undefined && !certified.some(certain => includes(certain, host)));
    const fix = outside === undefined
      ? issued ? `Use RouteTls.secret('${name}') here and no annotation of cert-manager: its certificate includes the hosts.` : undefined
      : `The certificate does not include the host '${outside}'. Use another Secret.`;
    if (fix !== undefined) {
      this.addMessage(owner, describe(gatewayRules.issuedSecret, field, name, `cert-manager issues this Secret for '${issuer.node.path}'. ${fix}`));
    }
  }
}

/** Whether a certificate for a host is valid for another one. The prefix `*.` stands for one label. */
function includes(certified: string | undefined, host: string): boolean {
  return certified === host || (certified?.startsWith('*.') === true && host.slice(host.indexOf('.')) === certified.slice(1));
}
