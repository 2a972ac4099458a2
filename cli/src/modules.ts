import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import type { Resolve } from './proof/evaluate';

/** The packages whose classes must be of one copy. */
const LIBRARIES = ['constructs', 'cdk8s', 'cdk8s-plus-28', 'cdk8s-service-patterns'];

/** Where modules are found. */
export interface Modules {
  readonly resolve: Resolve;
  /** The folder of this package, in which the modules are that the application does not have. */
  readonly fallback: string;
}

/** The modules of the application in a folder. If one of the libraries is missing, all of them are those that this package has. */
export function modulesOf(directory: string): Modules {
  const fallback = resolve(__dirname, '..');
  const own = createRequire(join(fallback, 'package.json'));
  const ofApplication = createRequire(join(resolve(directory), 'main.js'));
  const isComplete = LIBRARIES.every(name => isInstalled(ofApplication, name));
  return {
    fallback,
    resolve: name => (isComplete || (!LIBRARIES.includes(name) && isInstalled(ofApplication, name)) ? ofApplication : own)(name),
  };
}

/** The libraries that this package cannot load. npm installs them together with it, unless an option such as --legacy-peer-deps is set. */
export function missingLibraries(isFound: (name: string) => boolean = name => isInstalled(require, name)): string[] {
  return LIBRARIES.filter(name => !isFound(name));
}

function isInstalled(require: NodeJS.Require, name: string): boolean {
  try {
    require.resolve(name);
    return true;
  } catch {
    return false;
  }
}
