import { Testing } from 'cdk8s';
import { publicOptions } from './public-options';
import { randomCluster } from './random/clusters';
import { declare, type Kind } from './random/declarations';
import { Random, sourcePerOption } from './random/random';
import { messagesOf } from '../rules/broken';

const KINDS: readonly Kind[] = ['workload', 'external', 'pods', 'route'];
const MOST_DECLARATIONS = 5000;
const MINUTES = 60_000;

/** Values of all types that a program without a type checker may pass. */
const VALUES: readonly unknown[] = ['', 'text', 0, 1.5, true, 5n, [], [null], ['text'], {}, { a: null }];

/** Options that the library reads before it checks the type of their values, so that another value causes an error that no rule describes. */
const NOT_CHECKED = [
  'DeploymentOptions.strategy', 'LoadBalancerHealthCheck.unhealthyThreshold', 'StatefulSetOptions.updateStrategy', 'StatefulSetOptions.volumeClaims',
  'VolumeClaim.accessModes', 'VolumeClaim.storage',
];

const names = publicOptions().map(({ name }) => name);

/** Synthesizes a random declaration, in which an option can have another value, and returns the options of the declaration. */
function synth(seed: number, replacement?: { readonly option: string; readonly value: unknown }): ReadonlySet<string> {
  const random = new Random(sourcePerOption(seed), [0], replacement);
  Testing.synth(declare(random, randomCluster(random), KINDS[seed % KINDS.length]).chart);
  return random.used;
}

/** For each option, the seed of a declaration that contains it and synthesizes. */
function seedsByOption(): Map<string, number> {
  const seeds = new Map<string, number>();
  for (let seed = 0; seeds.size < names.length && seed < MOST_DECLARATIONS; seed++) {
    try {
      [...synth(seed)].filter(option => !seeds.has(option)).forEach(option => seeds.set(option, seed));
    } catch {
      continue;
    }
  }
  return seeds;
}

/** The values of an option that cause an error other than a message of a rule, with this error and the place in the code. */
function otherErrors(option: string, seed: number): string[] {
  return VALUES.flatMap(value => {
    try {
      messagesOf(() => synth(seed, { option, value }));
      return [];
    } catch (error) {
      const [message, ...stack] = (error as Error).stack!.split('\n');
      const place = stack.map(line => /\/((?:lib|test)\/\S+?)\)?$/.exec(line)?.[1]).find(Boolean);
      return [`${option} with the value ${typeof value === 'bigint' ? value : JSON.stringify(value)}: ${message}, at ${place}`];
    }
  });
}

const seeds = seedsByOption();

test('every option is part of a declaration that synthesizes', () => {
  const missing = names.filter(name => !seeds.has(name));

  expect(missing.map(name => `None of ${MOST_DECLARATIONS} declarations with ${name} synthesizes. Increase its share in test/dry-run/random/, and generate valid values`)).toEqual([]);
});

test('any value of an option is accepted or refused by a rule', () => {
  const errors = [...seeds].filter(([option]) => !NOT_CHECKED.includes(option)).flatMap(([option, seed]) => otherErrors(option, seed));

  expect(errors.length === 0 ? [] : ['Check the type before the value is used (lib/rules/values.ts):', ...errors]).toEqual([]);
}, 2 * MINUTES);

test('an option that is listed as not checked causes other errors', () => {
  const checked = NOT_CHECKED.filter(option => otherErrors(option, seeds.get(option)!).length === 0);

  expect(checked.map(option => `Remove ${option} from NOT_CHECKED in test/dry-run/any-option.test.ts`)).toEqual([]);
});
