/** Creates a sandbox, prints its directory, prints a second line when a program runs in it, and keeps it until this process is killed. */
import { Sandbox } from '../harness/sandbox';

const sandbox = new Sandbox();
console.log(sandbox.directory);
void sandbox.execute(['sh', '-c', 'mount -t tmpfs tmpfs /run && ip netns add held && echo running && sleep 1000'], {});
