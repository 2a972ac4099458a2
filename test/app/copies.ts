import * as cdk8s from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import * as constructs from 'constructs';

type Library = typeof import('../../lib');

/**
 * Another copy of the library, as an app loads it if npm has installed two versions. The copies share cdk8s, cdk8s-plus and constructs, which are
 * peer dependencies.
 *
 * @param protocol the protocol of the copy, if it is not the current one
 */
export function otherCopy(protocol?: number): Library {
  let copy: Library | undefined;
  jest.isolateModules(() => {
    jest.doMock('cdk8s', () => cdk8s);
    jest.doMock('cdk8s-plus-28', () => kplus);
    jest.doMock('constructs', () => constructs);
    if (protocol !== undefined) {
      jest.doMock('../../lib/values/protocol', () => ({ PROTOCOL: protocol }));
    }
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    copy = require('../../lib') as Library;
  });
  ['cdk8s', 'cdk8s-plus-28', 'constructs', '../../lib/values/protocol'].forEach(name => jest.dontMock(name));
  return copy!;
}
