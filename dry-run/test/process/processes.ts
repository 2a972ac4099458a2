import { existsSync, readFileSync } from 'node:fs';

/**
 * The ids of the processes that worker threads of this process have started, from the diagnostic report of Node.js, which is the same on all systems:
 * https://nodejs.org/api/report.html. Other programs get this function as text, so it must not use anything of this module.
 */
export function startedByThreads(): number[] {
  const { workers } = process.report!.getReport() as any;
  return workers.flatMap(({ libuv }: any) => libuv).filter(({ type }: any) => type === 'process').map(({ pid }: any) => pid).sort();
}

/** The number of worker threads of this process. */
export function numberOfThreads(): number {
  return (process.report!.getReport() as any).workers.length;
}

/** Whether a process runs. A zombie process, which its parent has not collected, does not run. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    const status = `/proc/${pid}/stat`;
    return !existsSync(status) || !readFileSync(status, 'utf-8').includes(') Z ');
  } catch {
    return false;
  }
}

/** Waits until a condition is true. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) {
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}
