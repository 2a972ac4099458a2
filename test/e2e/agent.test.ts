import { join } from 'path';
import { FLAGS } from './harness/go-build';
import { run } from './harness/shell';

test('the agent drains without losing a request and counts exactly the requests that fail', () => {
  const output = run('go', ['-C', join(__dirname, 'go'), 'test', ...FLAGS, '-count=1', '-v', './agent']);

  expect(output).toMatch(/^PASS$/m);
  expect(output.match(/^--- PASS/mg)!.length).toBeGreaterThan(5);
});
