import { Node, type IConstruct } from 'constructs';
import { contentsOf, errorOf } from './contents';
import { ExposedPods, ExposedWorkload, Worker } from '../../lib';
import { rulesIn } from '../against-server/enforcement';
import { declare } from '../random/declarations';
import { FACTOR, minutes, SEED } from '../random/inputs';
import { Random, sourcePerOption } from '../random/random';

const RUNS = 400 * FACTOR;

/** Probability of an odd value. */
const ODDS = 0.03;

/** The calls that a rule can refuse, and the objects on which they are counted. The path of a chart has two constructs. */
const CALLS: readonly (readonly [prototype: any, method: string, isCounted: (self: any) => boolean])[] = [
  [Node.prototype, 'addChild', ({ scopes }: Node) => scopes.length === 2],
  [ExposedWorkload.prototype, 'addPort', () => true],
  [ExposedWorkload.prototype, 'connectTo', () => true],
  [ExposedPods.prototype, 'connectTo', () => true],
  [Worker.prototype, 'connectTo', () => true],
];

/** The error with which a declaration stops before a call. */
const STOPPED = 'stopped';

/** The result of a randomly generated declaration. */
interface Generated {
  readonly root?: IConstruct;
  readonly error?: string;
  /** Number of calls that a rule can refuse: declarations in a chart, and methods that add to them. */
  readonly calls: number;
}

/** Declares what is generated from a seed. With `last`, it stops before the call with this number. */
function generate(seed: number, last?: number): Generated {
  let calls = 0;
  let root: IConstruct | undefined;
  const spies = CALLS.map(([prototype, method, isCounted]) => {
    const original = prototype[method];
    return jest.spyOn(prototype, method).mockImplementation(function (this: any, ...args) {
      if (isCounted(this)) {
        root ??= this.root;
        if (++calls === last) {
          throw new Error(STOPPED);
        }
      }
      return original.apply(this, args);
    });
  });
  try {
    return { error: errorOf(() => declare(new Random(sourcePerOption(seed), [ODDS]))), root, calls };
  } finally {
    spies.forEach(spy => spy.mockRestore());
  }
}

test('an app with a refused random declaration has the same contents as the app before that call', () => {
  const generated = Array.from({ length: RUNS }, (_, index) => ({ seed: SEED + index, ...generate(SEED + index) }));
  const refused = generated.filter(({ error, calls }) => rulesIn(error ?? '').length > 0 && calls > 0);

  expect({ SEED, enough: refused.length > RUNS / 10 }).toEqual({ SEED, enough: true });
  for (const { seed, root, calls } of refused) {
    const before = generate(seed, calls);

    expect({ SEED, seed, error: before.error }).toEqual({ SEED, seed, error: STOPPED });
    expect({ SEED, seed, ...contentsOf(root!) }).toEqual({ SEED, seed, ...contentsOf(before.root!) });
  }
}, minutes(1));
