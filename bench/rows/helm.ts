import { join } from 'path';
import type { Commands } from './commands';
import { goCommand } from '../../dry-run/bench/peers/cache';
import { appModel, type AppShape } from '../app-model';
import { MANIFEST } from '../compare/compare';
import { VALUES } from '../sides/values';

export const HELM_VERSION = 'v3.19.0';

const CHART = join(__dirname, '..', 'helm');

/** `helm template` of a chart that renders the manifests of an app. Helm is compiled if it is not in the cache. */
export function helm(shape: AppShape): Commands {
  const name = `helm ${HELM_VERSION}`;
  try {
    const program = goCommand('helm', 'helm.sh/helm/v3/cmd/helm', HELM_VERSION);
    return {
      installed: [{
        name,
        command: [program, 'template', 'bench', CHART, '--values', 'values.json'],
        output: `helm${MANIFEST}`,
        files: { 'values.json': JSON.stringify({ ...appModel(shape), values: VALUES }) },
      }],
    };
  } catch (error) {
    return { installed: [], missing: { [name]: (error as Error).message.trim().replace(/\s*\n\s*/g, '; ') } };
  }
}
