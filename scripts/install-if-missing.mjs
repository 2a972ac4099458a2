// Runs `npm ci` if the dependencies are not installed. A second installation could disturb another command that runs in the same clone.
//
// usage: node scripts/install-if-missing.mjs
import { execSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const ROOT = new URL('..', import.meta.url);

if (!existsSync(new URL('node_modules/projen/package.json', ROOT))) {
  execSync('npm ci', { cwd: ROOT, stdio: 'inherit' });
}
