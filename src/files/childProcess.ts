import { spawn } from 'node:child_process';

export interface Ended {
  /** The exit code; null where a signal ended the process. */
  readonly code: number | null;
  readonly stdout: Buffer;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  /** In place of the environment of this process. */
  readonly env?: NodeJS.ProcessEnv;
  /** Ends the process. */
  readonly signal?: AbortSignal;
  /** More output than this, in bytes, ends the process. */
  readonly most?: number;
}

const MOST_OUTPUT = 256 * 2 ** 20;

/**
 * Runs a program without a shell and collects what it writes.
 * @throws Error with `code` ENOENT where there is no such program; AbortError where it was aborted; where it writes too much
 */
export function runProgram(program: string, args: readonly string[], { cwd, env, signal, most = MOST_OUTPUT }: RunOptions): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env, signal, shell: false, windowsHide: true, stdio: ['ignore', 'pipe', 'pipe'] });
    const [output, errors]: Buffer[][] = [[], []];
    let size = 0;
    child.stdout.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= most) output.push(chunk);
      else child.kill();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      if (errors.length < 100) errors.push(chunk); // enough to tell what is wrong
    });
    child.once('error', reject);
    child.once('close', (code) => {
      if (size > most) reject(new Error(`${program}: more than ${most} bytes`));
      else resolve({ code, stdout: Buffer.concat(output), stderr: Buffer.concat(errors).toString('utf8') });
    });
  });
}
