import { configurationRules } from '../rules/configuration';
import type { Problems } from '../rules/rule';

type Annotations = Readonly<Record<string, string>>;

/** The annotation of Argo CD with a list of options, which are separated by commas. */
const SYNC_OPTIONS = 'argocd.argoproj.io/sync-options';
/** The option with which Argo CD keeps the object, and its name. */
const KEEP = 'Prune=false';
const PRUNE = /^Prune=/;

/**
 * Annotations with which tools keep an object that a later release does not have: `docs/user-guide/sync-options.md` of Argo CD 3.6,
 * `docs/spec/v1/kustomizations.md` of the kustomize-controller 1.9 of Flux, and https://helm.sh/docs/howto/charts_tips_and_tricks/#tell-helm-not-to-uninstall-a-resource
 */
const RETAINED: Annotations = {
  [SYNC_OPTIONS]: KEEP,
  'kustomize.toolkit.fluxcd.io/prune': 'disabled',
  'helm.sh/resource-policy': 'keep',
};

/** Reports annotations with which a tool deletes an object that is to be retained. @internal */
export function checkRetained(problems: Problems, annotations: Annotations = {}): void {
  for (const [key, value] of Object.entries(annotations).filter(([name]) => name in RETAINED)) {
    const isDeleted = key === SYNC_OPTIONS ? optionsIn(value).some(option => PRUNE.test(option) && option !== KEEP) : value !== RETAINED[key];
    if (isDeleted) {
      problems.report(configurationRules.retained, `metadata.annotations['${key}']`, value, 'Remove it, or remove retain.');
    }
  }
}

/** The annotations of an object that tools keep. Options of Argo CD that the user sets are added to the list. @internal */
export function retained(annotations: Annotations = {}): Annotations {
  const options = optionsIn(annotations[SYNC_OPTIONS] ?? '').filter(option => option !== KEEP);
  return { ...RETAINED, ...annotations, [SYNC_OPTIONS]: [KEEP, ...options].join() };
}

function optionsIn(list: string): string[] {
  return list.split(',').map(option => option.trim()).filter(option => option !== '');
}
