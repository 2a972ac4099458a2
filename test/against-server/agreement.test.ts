import * as fc from 'fast-check';
import { check } from './check';
import { Statistics } from './statistics';
import { inputs, minutes } from '../random/inputs';
import { publicOptions } from '../random/public-options';
import { recordedSource } from '../random/random';

const PARAMETERS = inputs(400);
const LONG_RUN = 5000;

const OPTIONS = publicOptions().map(({ name }) => name).sort();

describe('the library and the API server agree on random declarations', () => {
  const statistics = new Statistics();

  test('the server accepts declarations that synthesize, and refuses declarations that a rule refuses, except hazards', () => {
    fc.assert(fc.property(fc.gen(), next => {
      const { source, replay } = recordedSource(next);
      const result = check(source, replay);
      statistics.add(result);

      expect(result.disagreements).toEqual([]);
    }), PARAMETERS);
  }, minutes(15));

  test('most declarations synthesize, and only few refused declarations produce no documents', () => {
    process.stdout.write(statistics.table(OPTIONS));

    // 60 % on average; four standard deviations less for 400 declarations
    expect(statistics.share('synthesized')).toBeGreaterThan(0.5);
    // 7.4 % on average; four standard deviations more for 400 declarations
    expect(statistics.share('not rendered')).toBeLessThan(0.13);
    expect(statistics.share('refused by cdk8s-plus')).toBeLessThan(0.05);
  });

  (PARAMETERS.numRuns < LONG_RUN ? test.skip : test)('every option is generated', () => {
    expect(OPTIONS.filter(option => statistics.uses(option) === 0)).toEqual([]);
  });
});
