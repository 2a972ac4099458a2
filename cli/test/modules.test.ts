import { join } from 'node:path';
import { folderWith } from './input/folders';
import { missingLibraries, modulesOf } from '../src/modules';

/** The libraries that are found as Node.js does. In the tests, the library of the repository has a place of its own. */
const LIBRARIES = ['constructs', 'cdk8s', 'cdk8s-plus-28'];
const PACKAGE = join(__dirname, '..');

/** The folder of an application with packages, each of which exports that it is the application's. */
function applicationWith(...names: readonly string[]): string {
  return folderWith(Object.fromEntries(names.map(name => [`node_modules/${name}/index.js`, `module.exports = '${name} of the application';\n`])));
}

test('libraries that are not installed are missing', () => {
  expect(missingLibraries()).toEqual([]);
  expect(missingLibraries(name => name.startsWith('cdk8s-'))).toEqual(['constructs', 'cdk8s']);
});

test('an application that has all libraries uses its own', () => {
  const { resolve, fallback } = modulesOf(applicationWith(...LIBRARIES));

  expect(LIBRARIES.map(resolve)).toEqual(LIBRARIES.map(name => `${name} of the application`));
  expect(fallback).toBe(PACKAGE);
});

test('an application without all of the libraries uses those of this package, which are of one copy', () => {
  const { resolve } = modulesOf(applicationWith('constructs', 'cdk8s', 'kubernetes-dry-run'));

  expect(resolve('constructs')).toHaveProperty('Construct');
  expect(resolve('cdk8s')).toHaveProperty('App');
  expect(resolve('cdk8s-service-patterns')).toHaveProperty('ExposedWorkload');
  expect(resolve('kubernetes-dry-run')).toBe('kubernetes-dry-run of the application');
});

test('other modules are those of the application, or otherwise of this package', () => {
  const application = applicationWith('yaml');
  const { resolve } = modulesOf(join(application, 'src'));

  expect(resolve('yaml')).toBe('yaml of the application');
  expect(resolve('kubernetes-dry-run')).toHaveProperty('ServerDryRun');
  expect(() => resolve('not-installed')).toThrow("Cannot find module 'not-installed'");
});
