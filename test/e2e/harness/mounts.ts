import { mkdirSync, writeFileSync } from 'fs';
import { basename, join } from 'path';
import { run } from './shell';

/** Directories of the machine that programs of the cluster write to regardless of their settings: network namespaces, state, logs. */
const OWN = ['/run', '/var/lib', '/var/log'];

/** Settings of the whole kernel. Network settings belong to the network namespace. */
const READ_ONLY = ['/proc/sys/kernel', '/proc/sys/vm'];

/** The kernel settings that the kubelet requires (container_manager_linux.go). It sees files with these values, so it does not change the kernel. */
const REQUIRED: Readonly<Record<string, string>> = {
  '/proc/sys/vm/overcommit_memory': '1',
  '/proc/sys/vm/panic_on_oom': '0',
  '/proc/sys/kernel/panic': '10',
  '/proc/sys/kernel/panic_on_oops': '1',
  '/proc/sys/kernel/keys/root_maxkeys': '1000000',
  '/proc/sys/kernel/keys/root_maxbytes': '25000000',
};

/** Hides files of the machine that the cluster must not change. */
export function isolateMounts(directory: string): void {
  OWN.forEach(path => run('mount', ['-t', 'tmpfs', 'tmpfs', path]));
  for (const path of READ_ONLY) {
    run('mount', ['--bind', path, path]);
    run('mount', ['-o', 'remount,bind,ro', path]);
  }
  const settings = join(directory, 'settings');
  mkdirSync(settings);
  for (const [path, value] of Object.entries(REQUIRED)) {
    const file = join(settings, basename(path));
    writeFileSync(file, `${value}\n`);
    run('mount', ['--bind', file, path]);
  }
}
