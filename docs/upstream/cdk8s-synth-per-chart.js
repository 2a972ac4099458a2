/**
 * Counts how often cdk8s validates each object of an app while it synthesizes all charts. It needs only cdk8s and constructs.
 *
 * usage: npm install cdk8s constructs && node cdk8s-synth-per-chart.js [CHARTS]...
 */
const { ApiObject, App, Chart } = require('cdk8s');

const OBJECTS_PER_CHART = 5;

/** Synthesizes an app with a number of charts. Returns how often each object was validated, and the processor time for each chart. */
function synthesize(charts) {
  const app = new App();
  let calls = 0;
  for (let index = 0; index < charts; index++) {
    const chart = new Chart(app, `chart-${index}`);
    for (let number = 0; number < OBJECTS_PER_CHART; number++) {
      const object = new ApiObject(chart, `object-${number}`, { apiVersion: 'v1', kind: 'ConfigMap' });
      object.node.addValidation({ validate: () => (calls++, []) });
    }
  }
  const start = process.cpuUsage();
  // `synth()` calls the validations as often, and also writes files.
  app.synthYaml();
  return { callsPerObject: calls / (charts * OBJECTS_PER_CHART), timePerChart: process.cpuUsage(start).user / charts };
}

/** The fastest of five runs: other programs and garbage collection only make a run slower. */
function fastest(charts) {
  return Array.from({ length: 5 }, () => synthesize(charts)).reduce((best, run) => (run.timePerChart < best.timePerChart ? run : best));
}

const numbers = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [10, 100, 300];
// The first runs compile the code.
fastest(numbers[0]);
const runs = numbers.map(fastest);

console.log('| Charts | Validations of each object | Time for each chart, compared with the first row |');
console.log('| --- | --- | --- |');
runs.forEach(({ callsPerObject, timePerChart }, index) => {
  console.log(`| ${numbers[index]} | ${callsPerObject} | ${(timePerChart / runs[0].timePerChart).toFixed(1)} |`);
});
