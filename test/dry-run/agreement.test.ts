import * as fc from 'fast-check';
import { recorded } from './draws/draw';
import { judge } from './judgement';
import { publicOptions } from './public-options';
import { Tally } from './tally';

const RUNS = Number(process.env.PROPERTY_RUNS ?? 400);
const LONG_RUN = 5000;
const MINUTES = 60_000;
const LIMIT = RUNS < LONG_RUN ? 4 * MINUTES : 30 * MINUTES;

/** Options of what is asked of a declaration afterwards, which stands in no document. */
const NOT_DECLARED = ['UrlOptions.', 'IReachable.', 'IGateway.'];

const OPTIONS = publicOptions().map(({ name }) => name).filter(name => !NOT_DECLARED.some(start => name.startsWith(start))).sort();

const { PROPERTY_SEED } = process.env;
const SEEDS: [string, number, number][] = PROPERTY_SEED !== undefined
  ? [['declarations of the seed that is asked for', Number(PROPERTY_SEED), RUNS]]
  : [['the same declarations each time', 1, RUNS], ['declarations that are new each time', Math.floor(Math.random() * 2 ** 31), RUNS]];

describe.each(SEEDS)('library and API server agree about %s', (_, seed, runs) => {
  const tally = new Tally();

  test('what synthesizes is accepted, and what a rule refuses is refused or a hazard', () => {
    fc.assert(fc.property(fc.gen(), next => {
      const { source, replay } = recorded(next);
      const judgement = judge(source, replay);
      tally.add(judgement);

      expect(judgement.disagreements).toEqual([]);
    }), { seed, numRuns: runs, interruptAfterTimeLimit: LIMIT - MINUTES / 2, markInterruptAsFailure: true });
  }, LIMIT);

  test('most declarations synthesize, and few broken ones come to no document', () => {
    process.stdout.write(tally.table(OPTIONS));

    expect(tally.share('synthesized')).toBeGreaterThan(0.6);
    expect(tally.share('not rendered')).toBeLessThan(0.1);
    expect(tally.share('refused by cdk8s-plus')).toBeLessThan(0.05);
  });

  (runs < LONG_RUN ? test.skip : test)('every option is used', () => {
    expect(OPTIONS.filter(option => tally.uses(option) === 0)).toEqual([]);
  });
});
