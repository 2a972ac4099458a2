import { existsSync, mkdirSync, readFileSync, readdirSync, rmdirSync, writeFileSync } from 'fs';
import { join } from 'path';

const PREFIX = 'cdk8s-service-patterns-';
/** Of cgroup v1, what a new group does not inherit and has to have before a process can be in it. */
const TO_INHERIT = ['cpuset.cpus', 'cpuset.mems'];

/** Name of the cgroup of a run, in every hierarchy. */
export function cgroupOf(run: string): string {
  return `${PREFIX}${run}`;
}

/** Makes the cgroup of a run in every hierarchy: the kubelet takes none that is not there. */
export function makeCgroups(run: string): void {
  for (const hierarchy of hierarchies()) {
    const group = join(hierarchy, cgroupOf(run));
    mkdirSync(group, { recursive: true });
    for (const file of TO_INHERIT.filter(each => existsSync(join(hierarchy, each)))) {
      writeFileSync(join(group, file), readFileSync(join(hierarchy, file)));
    }
  }
}

/** Removes the cgroups of a run, which has no process any more. */
export function removeCgroups(run: string): void {
  cgroupsOf(run).forEach(removeGroup);
}

/** Paths of the cgroups that a run has. */
export function cgroupsOf(run: string): string[] {
  return hierarchies().map(hierarchy => join(hierarchy, cgroupOf(run))).filter(existsSync);
}

function removeGroup(path: string): void {
  readdirSync(path, { withFileTypes: true }).filter(entry => entry.isDirectory()).forEach(({ name }) => removeGroup(join(path, name)));
  rmdirSync(path);
}

/** Where the hierarchies of cgroup v1 are mounted, and that of v2. */
function hierarchies(): string[] {
  return readFileSync('/proc/self/mounts', 'utf-8').split('\n').map(line => line.split(' '))
    .filter(([, , type]) => type === 'cgroup' || type === 'cgroup2').map(([, path]) => path);
}
