import { deepEqual } from 'node:assert/strict';
import { inTurns } from '../../../src/processes/inTurns';

function turn(): Promise<void> {
  return new Promise((resolve) => { setImmediate(resolve); });
}

describe('messages handled in turns', () => {
  let time = 0;
  const now = (): number => time;
  /** Longer than messages may be handled in one turn. */
  const workLong = (): void => { time += 20; };

  it('are handled at once while they take little time', () => {
    const seen: number[] = [];
    const receive = inTurns<number>((message) => { seen.push(message); }, now);
    for (const message of [1, 2, 3]) receive(message);
    deepEqual(seen, [1, 2, 3]);
  });

  it('wait for the next turn of the event loop after one that took long, and keep their order', async () => {
    const seen: string[] = [];
    const receive = inTurns<string>((message) => {
      seen.push(message);
      if (message.startsWith('long')) workLong();
    }, now);
    for (const message of ['long 1', 'short', 'long 2']) receive(message);
    deepEqual(seen, ['long 1']);
    await turn();
    deepEqual(seen, ['long 1', 'short', 'long 2']);
    receive('late');
    deepEqual(seen, ['long 1', 'short', 'long 2']);
    await turn();
    await turn();
    deepEqual(seen, ['long 1', 'short', 'long 2', 'late']);
  });

  it('are handled although one before them failed', async () => {
    const seen: number[] = [];
    const receive = inTurns<number>((message) => {
      seen.push(message);
      if (message === 1) workLong();
      if (message === 2) throw new Error('bad message');
    }, now);
    for (const message of [1, 2, 3]) receive(message);
    const failures: unknown[] = [];
    const others = process.listeners('uncaughtException');
    process.removeAllListeners('uncaughtException');
    process.once('uncaughtException', (error) => { failures.push(error.message); });
    try {
      await turn();
      await turn();
      await turn();
    } finally {
      for (const listener of others) process.on('uncaughtException', listener);
    }
    deepEqual([seen, failures], [[1, 2, 3], ['bad message']]);
  });
});
