import * as fc from 'fast-check';
import { check } from './check';
import { Statistics } from './statistics';
import { publicOptions } from '../random/public-options';
import { recordedSource } from '../random/random';

const RUNS = Number(process.env.PROPERTY_RUNS ?? 400);
const LONG_RUN = 5000;
const MINUTES = 60_000;
const LIMIT = RUNS < LONG_RUN ? 4 * MINUTES : 30 * MINUTES;

const OPTIONS = publicOptions().map(({ name }) => name).sort();

const { PROPERTY_SEED } = process.env;
const SEEDS: [string, number, number][] = PROPERTY_SEED !== undefined
  ? [['declarations with the requested seed', Number(PROPERTY_SEED), RUNS]]
  : [['the same declarations in each run', 1, RUNS], ['new declarations in each run', Math.floor(Math.random() * 2 ** 31), RUNS]];

describe.each(SEEDS)('the library and the API server agree on %s', (_, seed, runs) => {
  const statistics = new Statistics();

  test('the server accepts declarations that synthesize, and refuses declarations that a rule refuses, except hazards', () => {
    fc.assert(fc.property(fc.gen(), next => {
      const { source, replay } = recordedSource(next);
      const result = check(source, replay);
      statistics.add(result);

      expect(result.disagreements).toEqual([]);
    }), { seed, numRuns: runs, interruptAfterTimeLimit: LIMIT - MINUTES / 2, markInterruptAsFailure: true });
  }, LIMIT);

  test('most declarations synthesize, and only few refused declarations produce no documents', () => {
    process.stdout.write(statistics.table(OPTIONS));

    expect(statistics.share('synthesized')).toBeGreaterThan(0.6);
    // 7.4 % on average; four standard deviations more for 400 declarations
    expect(statistics.share('not rendered')).toBeLessThan(0.13);
    expect(statistics.share('refused by cdk8s-plus')).toBeLessThan(0.05);
  });

  (runs < LONG_RUN ? test.skip : test)('every option is generated', () => {
    expect(OPTIONS.filter(option => statistics.uses(option) === 0)).toEqual([]);
  });
});
