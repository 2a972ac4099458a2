import { mkdirSync, writeFileSync } from 'fs';
import { basename, join } from 'path';
import { run } from './shell';

/** Directories of the machine that programs of the cluster write to whatever they are told: network namespaces, states, logs. */
const OWN = ['/run', '/var/lib', '/var/log'];

/** Settings of the whole kernel. Those of the network are the namespace's own. */
const READ_ONLY = ['/proc/sys/kernel', '/proc/sys/vm'];

/** What the kubelet wants of them (container_manager_linux.go): it is shown files that say so, and changes nothing. */
const WANTED: Readonly<Record<string, string>> = {
  '/proc/sys/vm/overcommit_memory': '1',
  '/proc/sys/vm/panic_on_oom': '0',
  '/proc/sys/kernel/panic': '10',
  '/proc/sys/kernel/panic_on_oops': '1',
  '/proc/sys/kernel/keys/root_maxkeys': '1000000',
  '/proc/sys/kernel/keys/root_maxbytes': '25000000',
};

/** Hides from the cluster what it shall not change on the machine. */
export function isolateMounts(directory: string): void {
  OWN.forEach(path => run('mount', ['-t', 'tmpfs', 'tmpfs', path]));
  for (const path of READ_ONLY) {
    run('mount', ['--bind', path, path]);
    run('mount', ['-o', 'remount,bind,ro', path]);
  }
  const settings = join(directory, 'settings');
  mkdirSync(settings);
  for (const [path, value] of Object.entries(WANTED)) {
    const file = join(settings, basename(path));
    writeFileSync(file, `${value}\n`);
    run('mount', ['--bind', file, path]);
  }
}
