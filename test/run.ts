/**
 * `npm test`: every stage, or those named: `npm test -- unit host`. Ends with the line `N passed, N failed`.
 * The host tests mostly wait for a VS Code, so they run beside the others; each line says which stage it comes from.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { PROJECT } from '../src/build/project';
import { CURRENT, npmVsCode, OLDEST } from '../src/build/vscode/npmVsCode';
import { COUNTS_FILE, type Counts } from './countingReporter';

interface Stage {
  readonly name: string;
  readonly what: string;
  /** The script to run with Node, inside node_modules or under test. */
  readonly script: readonly string[];
  /** The script counts its tests; otherwise the stage counts as one. */
  readonly counts: boolean;
  /** The VS Code of npm that it needs. */
  readonly vscode?: string;
  /** Stages of one lane follow one another; the host stages share the bundle that each of them makes. */
  readonly lane: 'plain' | 'host';
}

interface Outcome extends Counts {
  readonly stage: Stage;
  readonly seconds: number;
}

const TSX = 'node_modules/tsx/dist/cli.mjs';
/** In the title of a test that is worth running in every language. */
const LANGUAGE_TESTS = '@language';
const HOST = [TSX, 'test/host/run.ts'];

const STAGES: readonly Stage[] = [
  { name: 'types', what: 'type check', script: ['node_modules/typescript/bin/tsc', '--noEmit'], counts: false, lane: 'plain' },
  { name: 'lint', what: 'eslint', script: ['node_modules/eslint/bin/eslint.js', '.', '--max-warnings=0'], counts: false, lane: 'plain' },
  {
    name: 'unit',
    what: 'unit tests in plain Node',
    script: [TSX, 'test/plainMocha.ts', 'test/unit', '.mocharc.json'],
    counts: true,
    lane: 'plain',
  },
  { name: 'host', what: `extension host of VS Code ${CURRENT}`, script: HOST, counts: true, vscode: CURRENT, lane: 'host' },
  {
    name: 'oldest',
    what: `extension host of VS Code ${OLDEST}`,
    script: [...HOST, '--oldest'],
    counts: true,
    vscode: OLDEST,
    lane: 'host',
  },
  {
    name: 'chinese',
    what: 'extension host in Chinese',
    script: [...HOST, '--locale', 'zh-cn', '--grep', LANGUAGE_TESTS],
    counts: true,
    vscode: CURRENT,
    lane: 'host',
  },
  {
    name: 'ui',
    what: 'packaged extension, driven in a browser',
    script: [TSX, 'test/plainMocha.ts', 'test/ui', 'test/ui/.mocharc.json'],
    counts: true,
    vscode: CURRENT,
    lane: 'plain',
  },
];

function chosenStages(names: readonly string[]): readonly Stage[] {
  const unknown = names.filter((name) => !STAGES.some((stage) => stage.name === name));
  if (unknown.length > 0) {
    throw new Error(`no such stage: ${unknown.join(', ')}; there are: ${STAGES.map((stage) => stage.name).join(', ')}`);
  }
  return names.length === 0 ? STAGES : STAGES.filter((stage) => names.includes(stage.name));
}

/** Runs one stage, with its output passed on line by line as it comes. */
async function runStage(stage: Stage, folder: string): Promise<Outcome> {
  console.log(`== ${stage.name}: ${stage.what}`);
  const started = Date.now();
  const countsFile = join(folder, `${stage.name}.json`);
  const code = await new Promise<number | null>((resolve, reject) => {
    const child = spawn(process.execPath, stage.script, {
      cwd: PROJECT,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, [COUNTS_FILE]: countsFile },
    });
    for (const output of [child.stdout, child.stderr]) {
      createInterface({ input: output }).on('line', (line) => { console.log(`${stage.name.padEnd(7)} | ${line}`); });
    }
    child.on('error', reject);
    child.on('close', resolve); // after the last line
  });
  const seconds = (Date.now() - started) / 1000;
  const counts = stage.counts ? readCounts(countsFile) : { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
  // a stage that ran no test, or failed outside its tests, is a failure too
  const failed = counts.failed === 0 && (code !== 0 || counts.passed === 0) ? 1 : counts.failed;
  console.log(`== ${stage.name}: ${failed === 0 ? 'passed' : 'FAILED'} after ${seconds.toFixed(0)} s`);
  return { ...counts, failed, stage, seconds };
}

/** None when the run ended before its tests did. */
function readCounts(file: string): Counts {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Counts;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return { passed: 0, failed: 0, skipped: 0 };
  }
}

/**
 * Gets each VS Code ready while the stages that need none are running. Resolves with false, having said why, when one
 * cannot be had; the stages that wait for it then fail.
 */
function prepare(stages: readonly Stage[]): Map<string, Promise<boolean>> {
  const ready = new Map<string, Promise<boolean>>();
  let last: Promise<unknown> = Promise.resolve();
  for (const version of new Set(stages.flatMap((stage) => stage.vscode ?? []))) {
    const one = last.then(() => npmVsCode(version, console.log)).then(() => true, (error: unknown) => {
      console.error(String(error));
      return false;
    });
    ready.set(version, one);
    last = one;
  }
  return ready;
}

async function main(): Promise<boolean> {
  const stages = chosenStages(process.argv.slice(2));
  const started = Date.now();
  const folder = mkdtempSync(join(tmpdir(), 'news-annotator-counts-'));
  const outcomes: Outcome[] = [];
  try {
    const ready = prepare(stages);
    const run = async (stage: Stage): Promise<Outcome> => {
      const canRun = stage.vscode === undefined || await ready.get(stage.vscode);
      return canRun ? runStage(stage, folder) : { stage, passed: 0, failed: 1, skipped: 0, seconds: 0 };
    };
    await Promise.all((['plain', 'host'] as const).map(async (lane) => {
      for (const stage of stages) if (stage.lane === lane) outcomes.push(await run(stage));
    }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return report(outcomes, (Date.now() - started) / 1000);
}

function report(outcomes: readonly Outcome[], seconds: number): boolean {
  const sum = (key: keyof Counts): number => outcomes.reduce((total, outcome) => total + outcome[key], 0);
  console.log('');
  for (const { stage, passed, failed, skipped, seconds: took } of [...outcomes].sort((a, b) => STAGES.indexOf(a.stage) - STAGES.indexOf(b.stage))) {
    const parts = [`${passed} passed`, `${failed} failed`, ...(skipped > 0 ? [`${skipped} skipped`] : [])];
    console.log(`${stage.name.padEnd(8)} ${`${took.toFixed(0)} s`.padStart(6)}  ${parts.join(', ')}`);
  }
  console.log(`${'all'.padEnd(8)} ${`${seconds.toFixed(0)} s`.padStart(6)}\n`);
  console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
  return sum('failed') === 0;
}

main().then(
  (good) => { process.exitCode = good ? 0 : 1; },
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    console.log('0 passed, 1 failed');
    process.exitCode = 1;
  },
);
