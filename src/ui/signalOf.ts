import type { CancellationToken } from 'vscode';

/** The signal that VS Code's token gives; the token goes with the work, and what listens to it goes with the token. */
export function signalOf(token: CancellationToken): AbortSignal {
  const abort = new AbortController();
  token.onCancellationRequested(() => { abort.abort(); });
  return abort.signal;
}
