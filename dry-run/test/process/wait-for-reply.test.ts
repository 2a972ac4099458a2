import { MessageChannel, Worker } from 'node:worker_threads';
import { SLOTS, Slot } from '../../lib/process/channel';
import { waitForReply } from '../../lib/process/wait-for-reply';

/**
 * A worker that notifies the caller three times without a reply, as a worker does that is slow to notify of its previous reply. Each time, it
 * tries until the caller waits. Then it replies.
 */
const SLOW_TO_NOTIFY = `
  const { port, shared, slot } = require('node:worker_threads').workerData;
  const slots = new Int32Array(shared);
  for (let notified = 0; notified < 3; notified += Atomics.notify(slots, slot));
  port.postMessage({ line: 'answer' });
  Atomics.add(slots, slot, 1);
  Atomics.notify(slots, slot);
  port.close();
`;

test('a late notification of the previous reply is not a worker that does not respond', async () => {
  const { port1, port2 } = new MessageChannel();
  const shared = new SharedArrayBuffer(SLOTS * Int32Array.BYTES_PER_ELEMENT);
  const worker = new Worker(SLOW_TO_NOTIFY, { eval: true, workerData: { port: port2, shared, slot: Slot.REPLIES }, transferList: [port2] });
  const reply = waitForReply(port1, new Int32Array(shared), 0, Infinity);
  await new Promise(resolve => worker.once('exit', resolve));
  expect(reply).toEqual({ line: 'answer' });
});
