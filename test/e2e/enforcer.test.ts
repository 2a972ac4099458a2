import { join } from 'path';
import { FLAGS } from './harness/go-build';
import { run } from './harness/shell';
import { recordObservation } from './support/measurements';

test('the rules of the enforcer agree with an independent policy engine, and the kernel enforces them', () => {
  const output = run('go', ['-C', join(__dirname, 'go'), 'test', ...FLAGS, '-count=1', '-v', './enforcer']);

  expect(output).toMatch(/^PASS$/m);
  expect(output).not.toMatch(/--- SKIP/);
  output.match(/seed \d+: .*/g)!.forEach(line => recordObservation(line));
});
