import { Progress } from '../src/progress';

function progressOf(stream: { isTTY?: boolean; columns?: number }) {
  const written: string[] = [];
  const clock = { time: 0 };
  return { written, clock, progress: new Progress({ ...stream, write: text => written.push(text) }, () => clock.time) };
}

test('a terminal shows one line, which changes at most ten times a second and is removed at the end', () => {
  const { written, clock, progress } = progressOf({ isTTY: true, columns: 10 });
  progress.show('Reading\n a.yaml');
  progress.show('omitted');
  clock.time = 100;
  progress.show('b');
  progress.end();
  progress.end();

  expect(written).toEqual(['\r\u001b[KReading\\n', '\r\u001b[Kb', '\r\u001b[K']);
});

test('a terminal without a known width has 80 columns', () => {
  const { written, progress } = progressOf({ isTTY: true });
  progress.show('x'.repeat(100));

  expect(written).toEqual([`\r\u001b[K${'x'.repeat(79)}`]);
});

test('a file gets a line every five seconds', () => {
  const { written, clock, progress } = progressOf({});
  for (clock.time = 0; clock.time < 12_000; clock.time += 1_000) {
    progress.show(`${clock.time}`);
  }
  progress.end();

  expect(written).toEqual(['5000\n', '10000\n']);
});

test('nothing is shown without a stream, or removed if nothing was shown', () => {
  const { written, progress } = progressOf({ isTTY: true });
  progress.end();
  new Progress(undefined).show('a');

  expect(written).toEqual([]);
});
