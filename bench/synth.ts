/**
 * Measures how long declarations take to synthesize, compared with the Deployment and Service of cdk8s-plus that a user would write instead.
 * One run measures both alternately. Compare the ratio, not the milliseconds.
 *
 * usage: projen bench [PAIRS] [CHARTS]
 */
import { performance } from 'perf_hooks';
import { App, Chart } from 'cdk8s';
import { Deployment } from 'cdk8s-plus-28';
import { ExposedWorkload, Port } from '../lib';

const ROUNDS = 5;
const [pairs = 1000, charts = 100] = process.argv.slice(2).map(Number);

type Declare = (chart: Chart, id: string) => void;

const ours: Declare = (chart, id) => {
  new ExposedWorkload(chart, id, { image: 'registry.example.com/web:1', ports: [Port.http(8080)] });
};
const theirs: Declare = (chart, id) => {
  new Deployment(chart, id, { containers: [{ image: 'registry.example.com/web:1', portNumber: 8080 }] }).exposeViaService();
};

function measure(declare: Declare, numberOfCharts: number, perChart: number): number {
  const start = performance.now();
  const app = new App();
  for (let index = 0; index < numberOfCharts; index++) {
    const chart = new Chart(app, `chart-${index}`, { namespace: 'shop' });
    for (let number = 0; number < perChart; number++) {
      declare(chart, `web-${number}`);
    }
  }
  app.synthYaml();
  return performance.now() - start;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

function compare(title: string, numberOfCharts: number, perChart: number): void {
  const round = () => [ours, theirs].map(declare => measure(declare, numberOfCharts, perChart));
  const rounds = Array.from({ length: ROUNDS + 1 }, round).slice(1);
  const ratio = median(rounds.map(([a, b]) => a / b));
  const [declared, plain] = [0, 1].map(side => median(rounds.map(values => values[side])).toFixed(0));
  process.stdout.write(`${title}: ${ratio.toFixed(2)} times as long as only cdk8s-plus (${declared} ms compared with ${plain} ms, median of ${ROUNDS} rounds)\n`);
}

compare(`1 chart of ${pairs} workloads`, 1, pairs);
compare(`${charts} charts of 1 workload`, charts, 1);
