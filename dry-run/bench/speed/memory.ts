import { readFileSync, readdirSync } from 'node:fs';

/** The maximum memory of a process in MiB. Undefined on systems without /proc. */
export function peakMemory(pid: number): number | undefined {
  const kibibytes = /^VmHWM:\s+(\d+) kB$/m.exec(status(pid))?.[1];
  return kibibytes === undefined ? undefined : Number(kibibytes) / 1024;
}

/** The child processes of a process. Empty on systems without /proc. */
export function childrenOf(pid: number): number[] {
  return processes().filter(each => new RegExp(`^PPid:\\s+${pid}$`, 'm').test(status(each)));
}

function processes(): number[] {
  try {
    return readdirSync('/proc').filter(name => /^\d+$/.test(name)).map(Number);
  } catch {
    return [];
  }
}

function status(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf-8');
  } catch {
    return '';
  }
}
