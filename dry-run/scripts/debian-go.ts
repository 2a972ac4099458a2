import { readdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { run, type GoPackage } from './go-package';
import { GO_VERSION } from './server';

/** From this minor version on, Go 1 downloads the version that a go.mod requires (https://go.dev/doc/toolchain). */
const SWITCHES = 21;

/** apt would write these files to the system. */
const NO_CACHE = ['-o', 'Dir::Cache::pkgcache=', '-o', 'Dir::Cache::srcpkgcache='];

/** Go from the packages of Debian or Ubuntu, which are downloaded and unpacked, but not installed. Root is not required. */
export const DEBIAN_GO: GoPackage = {
  name: `debian-go-for-${GO_VERSION}`,
  bin: 'bin',
  download(directory, environment) {
    const env = { ...environment, LC_ALL: 'C' };
    // The version of golang-go is that of the packages golang-1.N-go and golang-1.N-src, on which it depends.
    const policy = run(directory, env, 'apt-cache', [...NO_CACHE, 'policy', 'golang-go']);
    const minor = /^\s*Candidate: \d+:1\.(\d+)\b/m.exec(policy)?.[1];
    if (minor === undefined || Number(minor) < SWITCHES) {
      throw new Error(`apt: ${minor === undefined ? 'no candidate of golang-go' : `golang-go is 1.${minor}, which cannot download another version`}`);
    }
    run(directory, env, 'apt-get', [...NO_CACHE, '--quiet', 'download', `golang-1.${minor}-go`, `golang-1.${minor}-src`]);
    for (const file of readdirSync(directory).filter(name => name.endsWith('.deb'))) {
      run(directory, env, 'dpkg-deb', ['--extract', file, '.']);
      rmSync(join(directory, file));
    }
    symlinkSync(join('usr', 'lib', `go-1.${minor}`, 'bin'), join(directory, 'bin'), 'dir');
  },
};
