import { receiveMessageOnPort, type MessagePort } from 'node:worker_threads';
import { HEARTBEAT_MILLISECONDS, Slot, type Reply } from './channel';

const SILENCE_MILLISECONDS = 60 * HEARTBEAT_MILLISECONDS;

/**
 * Blocks until the worker thread has sent another reply than the first `replies` ones. Waits without a clock, because a test can replace the
 * clocks of this process.
 *
 * @param timeout in seconds
 */
export function waitForReply(port: MessagePort, slots: Int32Array, replies: number, timeout: number): Reply {
  let heartbeat = Atomics.load(slots, Slot.HEARTBEAT);
  for (let rest = timeout * 1000; rest > 0;) {
    const period = Math.min(SILENCE_MILLISECONDS, rest);
    const end = Atomics.wait(slots, Slot.REPLIES, replies, period);
    if (Atomics.load(slots, Slot.REPLIES) !== replies) {
      return receiveMessageOnPort(port)!.message;
    }
    // The worker counts a reply before it notifies. The notification of the previous reply can therefore end this wait: no time has passed.
    if (end !== 'timed-out') {
      continue;
    }
    rest -= period;
    const previous = heartbeat;
    heartbeat = Atomics.load(slots, Slot.HEARTBEAT);
    if (heartbeat === previous && period === SILENCE_MILLISECONDS) {
      return { failure: `its worker thread has not responded for ${SILENCE_MILLISECONDS / 1000} s` };
    }
  }
  return { failure: `it did not answer within the timeout of ${timeout} s, so it was ended` };
}
