import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { run } from '../command';
import type { NpmVsCode } from './npmVsCode';

export interface ServerOptions {
  readonly vscode: NpmVsCode;
  readonly userData: string;
  readonly extensions: string;
  /** File that everything the server prints goes to. */
  readonly log: string;
  readonly locale?: string | undefined;
  /** Who does not know it cannot connect. Without one, everybody on this machine can. */
  readonly token?: string;
  /** Lets a page start the extension tests, and lets the server end with the last window. */
  readonly forTests?: boolean;
}

export interface RunningServer {
  /** e.g. `http://127.0.0.1:40123` */
  readonly origin: string;
  /** Resolves with the reason when the server ends, whoever ended it. */
  readonly ended: Promise<string>;
  /** Ends the server with all its children. */
  stop(): Promise<void>;
  /** Ends them at once, as a power failure would: nothing gets to finish what it is doing. */
  kill(): Promise<void>;
}

/** Keeps a test run from asking a server for extensions; read by code-server's VS Code. */
const NO_GALLERY = { EXTENSIONS_GALLERY: JSON.stringify({ serviceUrl: '' }) };
const START_CEILING_IN_MS = 120_000;
const STOP_CEILING_IN_MS = 5_000;

/** Starts the server on a free port of the loopback address and resolves once it listens. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { vscode, token, log } = options;
  await mkdir(dirname(log), { recursive: true });
  const args = [
    vscode.server, ...folderArguments(options),
    '--host', '127.0.0.1', '--port', '0',
    ...(token ? ['--connection-token', token] : ['--without-connection-token']),
    ...(options.locale ? ['--locale', options.locale] : []),
    ...(options.forTests ? ['--enable-smoke-test-driver', '--disable-workspace-trust'] : []),
  ];
  const child = spawn(vscode.node, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...serverEnvironment(), ...(options.forTests ? NO_GALLERY : {}) },
    detached: process.platform !== 'win32', // its own process group, so that it can be ended with all its children
  });
  const stopNow = (): void => { killGroup(child, 'SIGKILL'); };
  process.once('exit', stopNow);
  const ended = new Promise<string>((resolve) => {
    child.on('error', (error) => { resolve(error.message); });
    child.on('exit', (code, signal) => {
      process.removeListener('exit', stopNow);
      resolve(signal ?? `exit code ${code ?? 'unknown'}`);
    });
  });
  const port = await listening(child, ended, log);
  return {
    origin: `http://127.0.0.1:${port}`,
    ended,
    stop: async () => {
      killGroup(child, 'SIGTERM');
      await Promise.race([ended, delay(STOP_CEILING_IN_MS)]);
      killGroup(child, 'SIGKILL'); // also a child that outlived the server
      await ended;
    },
    kill: async () => {
      killGroup(child, 'SIGKILL');
      await ended;
    },
  };
}

/** Installs a VSIX the way a user does on the command line. */
export async function installExtension(
  options: Pick<ServerOptions, 'vscode' | 'userData' | 'extensions'>, vsix: string,
): Promise<string> {
  const { vscode } = options;
  return run(vscode.node, [vscode.server, ...folderArguments(options), '--install-extension', vsix, '--force'], {
    env: serverEnvironment(),
  });
}

function folderArguments({ userData, extensions }: Pick<ServerOptions, 'userData' | 'extensions'>): string[] {
  return [
    '--accept-server-license-terms', '--telemetry-level', 'off',
    '--user-data-dir', userData, '--extensions-dir', extensions,
  ];
}

/** A server started from a terminal inside VS Code must not take that VS Code for its own. */
function serverEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('VSCODE_')));
}

function listening(child: ChildProcess, ended: Promise<string>, log: string): Promise<number> {
  const logFile = createWriteStream(log);
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new Error(`VS Code server: not listening after ${START_CEILING_IN_MS / 1000} s, see ${log}`));
      killGroup(child, 'SIGKILL');
    }, START_CEILING_IN_MS);
    let head = '';
    let found = false;
    const read = (chunk: Buffer): void => {
      logFile.write(chunk);
      if (found) return;
      head += chunk.toString();
      const port = /Extension host agent listening on (\d+)/.exec(head)?.[1];
      if (!port) return;
      found = true;
      clearTimeout(timer);
      resolve(Number(port));
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    void ended.then((reason) => {
      clearTimeout(timer);
      logFile.end();
      reject(new Error(`VS Code server: ended before it listened (${reason})\n${head}`));
    });
  });
}

function killGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error; // nobody left to end
  }
}

function delay(milliseconds: number): Promise<void> {
  return new Promise((resolve) => { setTimeout(resolve, milliseconds).unref(); });
}
