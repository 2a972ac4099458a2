import type { Finding } from './findings';
import { cached, goCommand } from '../../dry-run/bench/peers/cache';
import { run } from '../../dry-run/bench/peers/run';

const KUBE_SCORE = '1.20.0';
const CHECKOV = '3.3.30';

/** Both linters exit with 1 if they have findings. */
const FINDINGS = { statuses: [0, 1] };

/** Runs a linter for a file with manifests. */
export type Linter = (file: string, source: string) => Finding[];

/** The findings of kube-score that it calls critical. https://github.com/zegl/kube-score/blob/v1.20.0/README_CHECKS.md lists the checks. */
export const kubeScore: Linter = (file, source) => {
  const program = goCommand('kube-score', 'github.com/zegl/kube-score/cmd/kube-score', `v${KUBE_SCORE}`);
  const objects: KubeScoreObject[] = JSON.parse(run(program, ['score', '--output-format', 'json', file], FINDINGS));
  return objects.flatMap(({ object_name: object, checks }) => {
    const critical = checks.filter(({ grade, skipped }) => grade === CRITICAL && !skipped);
    return critical.map(({ check }) => ({ linter: 'kube-score', check: check.id, source, object }));
  });
};

/** `GradeCritical` in scorecard/scorecard.go of kube-score 1.20. */
const CRITICAL = 1;

interface KubeScoreObject {
  readonly object_name: string;
  readonly checks: readonly { readonly grade: number; readonly skipped: boolean; readonly check: { readonly id: string } }[];
}

/** The failed checks of checkov. https://www.checkov.io/5.Policy%20Index/kubernetes.html lists the checks. */
export const checkov: Linter = (file, source) => {
  const PYTHONPATH = cached(`checkov-${CHECKOV}`, target => run('python3', ['-m', 'pip', 'install', '--quiet', '--target', target, `checkov==${CHECKOV}`]));
  const args = ['--file', file, '--framework', 'kubernetes', '--output', 'json', '--compact', '--quiet', '--skip-download'];
  const output = run('python3', ['-m', 'checkov.main', ...args], { ...FINDINGS, env: { PYTHONPATH } });
  const failed: { readonly check_id: string; readonly resource: string }[] = JSON.parse(output).results?.failed_checks ?? [];
  return failed.map(({ check_id: check, resource: object }) => ({ linter: 'checkov', check, source, object }));
};
