import { Testing } from 'cdk8s';
import { publicOptions } from './public-options';
import { writesField } from '../option-steps';
import type { Document } from '../support';
import { randomCluster } from './clusters';
import { declare, type Kind } from './declarations';
import { minutes } from './inputs';
import { Random, sourcePerOption } from './random';

const KINDS: readonly Kind[] = ['workload', 'worker', 'external', 'pods', 'route'];
const MOST_DECLARATIONS = 4000;

/** Options whose fields API servers remove by default, so that no random declaration has them: these are also sent to a server. */
const REMOVED_BY_SERVERS: readonly string[] = ['LifecycleHooks.stopSignal'];

const options = publicOptions().filter(({ name }) => !REMOVED_BY_SERVERS.includes(name));

/** Synthesizes a random declaration, without one of its options if it is specified. */
function synth(seed: number, omitted?: string): { readonly documents: Document[]; readonly used: ReadonlySet<string> } {
  const random = new Random(sourcePerOption(seed), [0], omitted);
  const { chart } = declare(random, randomCluster(random), KINDS[seed % KINDS.length]);
  return { documents: Testing.synth(chart), used: random.used };
}

/** Whether a declaration without the option has other documents, or is refused. */
function hasEffect(option: string, seed: number, documents: Document[]): boolean {
  try {
    return JSON.stringify(synth(seed, option).documents) !== JSON.stringify(documents);
  } catch {
    return true;
  }
}

/** Options that are part of a declaration that synthesizes. If they write a field, they have an effect in one of these declarations. */
function effectiveOptions(): ReadonlySet<string> {
  const effective = new Set<string>();
  for (let seed = 0; effective.size < options.length && seed < MOST_DECLARATIONS; seed++) {
    try {
      const { documents, used } = synth(seed);
      [...used].filter(option => !effective.has(option) && (!writesField(option) || hasEffect(option, seed, documents)))
        .forEach(option => effective.add(option));
    } catch {
      // a declaration that the library refuses shows no effect
      continue;
    }
  }
  return effective;
}

test('every option is part of a declaration that synthesizes, and has an effect if it writes a field', () => {
  const effective = effectiveOptions();

  expect(options.filter(({ name }) => !effective.has(name)).map(({ name, file }) => (
    `${name}, which ${file} declares, has no effect in ${MOST_DECLARATIONS} declarations. Render it in lib/; or, if it is rendered, generate it in test/random/, more often and with valid values`
  ))).toEqual([]);
}, minutes(3));
