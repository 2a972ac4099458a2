import type { AppShape } from '../app-model';
import { commandRow, type Commands } from './commands';
import { dryRunRow } from './dry-run';
import { helm } from './helm';
import { IMPORT } from './import';
import { application, cdk8sSynth } from './node-commands';
import { pythonPrograms } from './python';
import type { Row } from './row';
import { synthesisRow } from './synthesis';

/** The number of rounds by the number of workloads. Small apps need more rounds, because their times vary more. */
const ONE_CHART = [[1, 11], [10, 11], [100, 9], [1_000, 9], [10_000, 3]] as const;
const A_CHART_EACH = [[10, 9], [100, 9], [300, 7], [1_000, 1]] as const;
const ISOLATED = [[50, 5], [100, 5], [200, 5]] as const;
const PROCESSES = [[1, 7], [100, 7], [1_000, 5]] as const;

const oneChart = (size: number): AppShape => ({ layout: 'one chart', size });
const aChartEach = (size: number): AppShape => ({ layout: 'a chart each', size });
const isolated = (size: number): AppShape => ({ ...aChartEach(size), connected: true, isolated: true });

/** All rows of the benchmark. */
export const ROWS: readonly Row[] = [
  ...ONE_CHART.map(([size, rounds]) => synthesisRow(`one-chart-${size}`, oneChart(size), rounds)),
  ...A_CHART_EACH.flatMap(([size, rounds]) => [
    synthesisRow(`charts-${size}-equal`, { ...aChartEach(size), equalNames: true }, rounds),
    synthesisRow(`charts-${size}-different`, aChartEach(size), rounds),
  ]),
  synthesisRow('connections-100', { ...oneChart(100), connected: true }, 7),
  ...ISOLATED.map(([size, rounds]) => synthesisRow(`isolation-${size}`, isolated(size), rounds)),
  synthesisRow('routes-100', { ...oneChart(100), routed: true }, 7),
  IMPORT,
  ...PROCESSES.map(([size, rounds]) => commandRow(`process-${size}`, size, rounds, () => withHelm(oneChart(size)))),
  commandRow('command-12', 12, 7, () => cdk8sCommands({ ...oneChart(12), connected: true })),
  commandRow('python-100', 100, 3, () => withPython(oneChart(100)), 'cdk8s-plus, Python'),
  dryRunRow('dry-run-200', oneChart(200), 3),
];

function cdk8sCommands(shape: AppShape): Commands {
  return { installed: [cdk8sSynth('cdk8s-plus', shape), cdk8sSynth('ours', shape)] };
}

function withHelm(shape: AppShape): Commands {
  const { installed, missing } = helm(shape);
  return { installed: [...(['cdk8s-plus', 'ours', 'api-objects'] as const).map(side => application(side, shape)), ...installed], missing };
}

function withPython(shape: AppShape): Commands {
  const python = pythonPrograms(shape);
  return python.missing ? python : { installed: [...python.installed, application('cdk8s-plus', shape), application('ours', shape)] };
}

/** The rows that arguments select: an id, or its beginning, such as `charts-100`. Without arguments, all rows. */
export function selectRows(names: readonly string[]): Row[] {
  const unknown = names.find(name => !ROWS.some(row => isSelectedBy(row, name)));
  if (unknown !== undefined) {
    throw new Error(`there is no row ${unknown}. Use some of these: ${ROWS.map(({ id }) => id).join(', ')}`);
  }
  return ROWS.filter(row => names.length === 0 || names.some(name => isSelectedBy(row, name)));
}

function isSelectedBy({ id }: Row, name: string): boolean {
  return id === name || id.startsWith(`${name}-`);
}
