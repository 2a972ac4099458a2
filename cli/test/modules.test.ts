import { missingLibraries } from '../src/modules';

test('libraries that are not installed are missing', () => {
  expect(missingLibraries()).toEqual([]);
  expect(missingLibraries(name => name.startsWith('cdk8s-'))).toEqual(['constructs', 'cdk8s']);
});
