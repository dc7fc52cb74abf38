import { deepEqual, equal } from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CallClient } from '../../../src/processes/callClient';

/** Answers `twice` at once and `never` only when it is no longer wanted. */
const PROGRAM = `process.on('message', ({ call, id, ask }) => {
  if (call === 'twice') process.send({ type: 'end', id, outcome: 'done', answer: 2 * ask });
  if (call === 'cancel') process.send({ type: 'end', id, outcome: 'cancelled' });
});`;

interface Api {
  readonly twice: { readonly ask: number; readonly answer: number };
  readonly never: { readonly ask: number; readonly answer: number };
  readonly [name: string]: { readonly ask: unknown; readonly answer: unknown };
}

describe('calls of a process', () => {
  let folder: string;
  let client: CallClient<Api, never>;
  before(() => { folder = mkdtempSync(join(tmpdir(), 'calls-')); });
  beforeEach(() => {
    writeFileSync(join(folder, 'program.js'), PROGRAM);
    client = new CallClient<Api, never>({ program: join(folder, 'program.js'), title: 'test', log: () => undefined });
  });
  afterEach(() => { client.dispose(); });
  after(() => { rmSync(folder, { recursive: true }); });

  it('leave nothing on a signal that serves many of them', async () => {
    const { signal } = new AbortController();
    for (let ask = 0; ask < 20; ask++) deepEqual(await client.call('twice', ask, { signal }), { kind: 'done', answer: 2 * ask });
    equal(getEventListeners(signal, 'abort').length, 0);
  });

  it('end as cancelled when the signal says so', async () => {
    const abort = new AbortController();
    const answer = client.call('never', 1, { signal: abort.signal });
    abort.abort();
    deepEqual(await answer, { kind: 'cancelled' });
    deepEqual(await client.call('twice', 1, { signal: abort.signal }), { kind: 'cancelled' });
  });

  it('end as failed when the process dies, and the next starts it again', async () => {
    const answer = client.call('never', 1);
    process.kill(client.processId!, 'SIGKILL');
    equal((await answer).kind, 'failed');
    deepEqual(await client.call('twice', 4), { kind: 'done', answer: 8 });
    equal(client.started, 2);
  });
});
