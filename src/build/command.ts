import { spawn, type SpawnOptions } from 'node:child_process';

/** A command that could not be started or ended with another code than 0; `output` is what it had printed. */
export class CommandError extends Error {
  constructor(command: string, reason: string, readonly output: string) {
    super(`${command}: ${reason}${output ? `\n${output.trimEnd()}` : ''}`);
  }
}

/**
 * Runs a command to its end, without a shell, and resolves with what it printed (stdout and stderr in one).
 * Rejects with a {@link CommandError} that holds the output, so that nothing is printed while all goes well.
 */
export function run(command: string, args: readonly string[], options: SpawnOptions = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const collect = (chunk: Buffer): void => { output += chunk.toString(); };
    child.stdout?.on('data', collect);
    child.stderr?.on('data', collect);
    const shown = [command, ...args].join(' ');
    child.on('error', (error) => { reject(new CommandError(shown, error.message, output)); });
    child.on('close', (code, signal) => {
      if (code === 0) resolve(output);
      else reject(new CommandError(shown, signal ? `ended by ${signal}` : `exit code ${code ?? 'unknown'}`, output));
    });
  });
}

/** npm is a batch file on Windows, which Node starts through a shell only. */
export function runNpm(args: readonly string[], options: SpawnOptions = {}): Promise<string> {
  return run('npm', args, { ...options, shell: process.platform === 'win32' });
}
