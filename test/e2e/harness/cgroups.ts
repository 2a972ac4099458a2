import { existsSync, mkdirSync, readFileSync, readdirSync, rmdirSync, writeFileSync } from 'fs';
import { join } from 'path';

const PREFIX = 'cdk8s-service-patterns-';
/**
 * The share of the processors that pods get when other programs of the machine need them too, in the files of cgroup v1 and v2: about ten times the
 * default.
 */
const SHARES: Readonly<Record<string, string>> = { 'cpu.shares': '10240', 'cpu.weight': '1000' };

/** Files of cgroup v1 that a new group does not inherit, and that must be set before a process can join the group. */
const TO_COPY = ['cpuset.cpus', 'cpuset.mems'];

/** Name of the cgroup of a run, in every hierarchy. */
export function cgroupOf(run: string): string {
  return `${PREFIX}${run}`;
}

/** Creates the cgroup of a run in every hierarchy: the kubelet requires its cgroup to exist. */
export function makeCgroups(run: string): void {
  for (const hierarchy of hierarchies()) {
    const group = join(hierarchy, cgroupOf(run));
    mkdirSync(group, { recursive: true });
    for (const file of TO_COPY.filter(each => existsSync(join(hierarchy, each)))) {
      writeFileSync(join(group, file), readFileSync(join(hierarchy, file)));
    }
    for (const [file, share] of Object.entries(SHARES).filter(([name]) => existsSync(join(group, name)))) {
      writeFileSync(join(group, file), share);
    }
  }
}

/** Removes the cgroups of a run, which must not have processes. */
export function removeCgroups(run: string): void {
  cgroupsOf(run).forEach(removeGroup);
}

/** Paths of the existing cgroups of a run. */
export function cgroupsOf(run: string): string[] {
  return hierarchies().map(hierarchy => join(hierarchy, cgroupOf(run))).filter(existsSync);
}

function removeGroup(path: string): void {
  readdirSync(path, { withFileTypes: true }).filter(entry => entry.isDirectory()).forEach(({ name }) => removeGroup(join(path, name)));
  rmdirSync(path);
}

/** Mount points of the hierarchies of cgroup v1 and of cgroup v2. */
function hierarchies(): string[] {
  return readFileSync('/proc/self/mounts', 'utf-8').split('\n').map(line => line.split(' '))
    .filter(([, , type]) => type === 'cgroup' || type === 'cgroup2').map(([, path]) => path);
}
