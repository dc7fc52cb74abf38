import type { CallReply } from './callClient';
import { stackOf } from '../files/messageOf';
import { breathe } from '../files/slices';

/** The caller has given the work up. What was finished is kept. */
export class Cancelled extends Error {}

/** What a session needs of the process around it. */
export interface SessionHost<Reply> {
  send(reply: Reply): void;
  /** Lets waiting messages in; resolves when they have been handled. */
  breathe(): Promise<void>;
  /** Milliseconds from any fixed point. */
  now(): number;
}

/** Does what a call asks for, and says how it ended. */
export async function endOf(id: number, answer: () => unknown): Promise<Extract<CallReply<never>, { type: 'end' }>> {
  try {
    return { type: 'end', id, outcome: 'done', answer: await answer() };
  } catch (error) {
    if (error instanceof Cancelled) return { type: 'end', id, outcome: 'cancelled' };
    return { type: 'end', id, outcome: 'failed', message: stackOf(error) };
  }
}

/** The side of a process that answers calls: forked by the extension host, ends with it. */
export function serve<Request, Reply>(makeSession: (host: SessionHost<Reply>) => { receive(request: Request): void }): void {
  const session = makeSession({
    send: (reply) => {
      if (process.connected) process.send?.(reply);
    },
    breathe,
    now: () => performance.now(),
  });
  process.on('message', (message) => {
    session.receive(message as Request);
  });
  process.on('disconnect', () => {
    process.exit();
  });
}
