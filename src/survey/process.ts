import type { SurveyRequest } from './protocol';
import { SurveySession } from './session';

/** The survey process: forked by the extension host, ends with it. */
function main(): void {
  const session = new SurveySession({
    send: (reply) => {
      if (process.connected) process.send?.(reply);
    },
    breathe: () => new Promise((resolve) => setImmediate(resolve)),
    now: () => performance.now(),
  });
  process.on('message', (message) => {
    session.receive(message as SurveyRequest);
  });
  process.on('disconnect', () => {
    process.exit();
  });
}

main();
