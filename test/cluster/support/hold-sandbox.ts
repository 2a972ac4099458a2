/** Makes a sandbox, says which, and holds it until it is killed. */
import { Sandbox } from '../harness/sandbox';

const sandbox = new Sandbox();
console.log(sandbox.directory);
void sandbox.execute(['sh', '-c', 'mount -t tmpfs tmpfs /run && ip netns add held && sleep 1000'], {});
