/** Creates a sandbox, prints its directory, and keeps it until this process is killed. */
import { Sandbox } from '../harness/sandbox';

const sandbox = new Sandbox();
console.log(sandbox.directory);
void sandbox.execute(['sh', '-c', 'mount -t tmpfs tmpfs /run && ip netns add held && sleep 1000'], {});
