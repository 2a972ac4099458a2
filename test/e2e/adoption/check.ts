import { spawnSync } from 'child_process';
import { mkdtempSync, writeFileSync } from 'fs';
import { join } from 'path';
import { Yaml } from 'cdk8s';
import { ServerDryRun, type ApiObject } from 'kubernetes-dry-run';
import type { Live } from './live';
import type { Document } from '../../support';
import { KUBERNETES_VERSION } from '../harness/facts';
import { PROFILE } from '../support/declare';

const COMMAND = join(__dirname, '..', '..', '..', 'dry-run', 'bin', 'kubernetes-dry-run');

const dryRun = new ServerDryRun({ kubernetesVersion: KUBERNETES_VERSION, serviceCidrs: PROFILE.serviceCidrs });

/** The verdict of the check of a release before it is applied. */
export interface Verdict {
  readonly passed: boolean;
  /** The refusals of the server, as object, field and message. */
  readonly refusals: readonly string[];
  /** The findings that are errors, as object and rule. */
  readonly errors: readonly string[];
  /** The rules of the findings that are warnings. */
  readonly warnings: readonly string[];
}

/** Checks a release against the live objects. */
export function check(documents: readonly Document[], live: Live): Verdict {
  const decoded = dryRun.decode(live.yaml).map(({ json }) => json!);
  const { passed, results, findings } = dryRun.apply(documents as ApiObject[], { live: decoded });
  const rulesOf = (severity: string, text: (finding: typeof findings[number]) => string) => (
    [...new Set(findings.filter(finding => finding.severity === severity).map(text))].sort()
  );
  return {
    passed,
    refusals: results.flatMap(({ kind, name, causes }) => causes.map(({ field, message }) => `${kind}/${name} ${field}: ${message}`)),
    errors: rulesOf('error', ({ kind, name, rule }) => `${kind}/${name} ${rule}`),
    warnings: rulesOf('warning', ({ rule }) => rule),
  };
}

/** Checks a release with the command, and returns its exit code and its output. */
export function checkByCommand(documents: readonly Document[], live: Live): { readonly code: number | null; readonly output: string } {
  const directory = mkdtempSync(join(process.env.CLUSTER_DIRECTORY!, 'check-'));
  const [manifests, existing] = [join(directory, 'manifests.yaml'), join(directory, 'live.yaml')];
  writeFileSync(manifests, Yaml.stringify(...documents));
  writeFileSync(existing, live.yaml);
  const options = [`--kubernetes-version=${KUBERNETES_VERSION}`, ...PROFILE.serviceCidrs.map(range => `--service-cidr=${range}`)];
  const { status, stdout, stderr } = spawnSync(process.execPath, [COMMAND, ...options, '--live', existing, manifests], { encoding: 'utf-8' });
  return { code: status, output: stdout + stderr };
}
