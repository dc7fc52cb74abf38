import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'esbuild';
import type { Annotation } from '../../../src/annotations/model';
import { conflictsOf } from '../../../src/annotations/model';
import { SIDECAR_SUFFIX } from '../../../src/annotations/sidecar';
import { readSidecar } from '../../../src/annotations/sidecarRead';
import { PROJECT } from '../../../src/build/project';
import { textHash } from '../../../src/files/textHash';
import { annotatedPages } from '../annotations/annotatedPages';
import { assertFitsSchema, writeSidecar } from '../../sidecarSchema';

/** A decision as its writer told it. */
export interface Told {
  /** Whether the sidecar holds it, for certain. */
  readonly onDisk: boolean;
  readonly id: string;
  readonly status?: string;
  readonly label?: string;
  readonly by: string;
  readonly at: string;
  /** The decisions on the annotation, by name and time, that the writer saw and decided anew. */
  readonly replaces: readonly string[];
}

/** Bundles the writer, so that it starts fast. Returns its path. */
export async function buildWriter(folder: string): Promise<string> {
  const outfile = join(folder, 'writer.js');
  await build({
    entryPoints: [join(PROJECT, 'test/unit/files/writerProcess.ts')], outfile, bundle: true, platform: 'node', format: 'cjs', target: 'node20',
    mainFields: ['module', 'main'], logLevel: 'warning',
  });
  return outfile;
}

/** A page of about a hundred undecided annotations with its sidecar. Returns the page's path. */
export function undecidedPage(folder: string): string {
  const [{ text, annotations }] = annotatedPages(1, 40);
  const path = join(folder, 'page.txt');
  const open = annotations.filter(({ layer }) => layer === 'entity').map(({ by, at, ...annotation }): Annotation => ({ ...annotation, status: 'suggested' }));
  writeFileSync(path, text);
  writeFileSync(path + SIDECAR_SUFFIX, writeSidecar({ file: 'page.txt', hash: textHash(text), length: text.length, eol: 'lf', encoding: 'utf8' }, open, text));
  return path;
}

export interface Writer {
  readonly child: ChildProcess;
  readonly told: Told[];
  /** Resolves with the first decision on disk. */
  readonly first: Promise<unknown>;
  /** Resolves with the exit code, null after a kill, when all output has been read. */
  readonly end: Promise<number | null>;
}

export function startWriter(program: string, page: string, by: string, seed: number, count: number | 'forever'): Writer {
  const child = spawn(process.execPath, [program, page, by, String(seed), String(count)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const told: Told[] = [];
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => { told.push(JSON.parse(line) as Told); });
  const twoLines = once(lines, 'line').then(() => once(lines, 'line'));
  const end = Promise.all([once(child, 'exit') as Promise<[number | null]>, once(lines, 'close')]).then(([[code]]) => code);
  return { child, told, first: Promise.race([twoLines, end]), end };
}

/**
 * Decisions on disk that neither stand in the sidecar, nor in a named conflict, nor were seen and decided anew by
 * somebody whose decision is kept. Two people who decide alike at the same time are one decision from then on, so that
 * either answers for the other.
 */
export function lostDecisions(sidecar: string, told: readonly Told[]): Told[] {
  assertFitsSchema(sidecar);
  const reading = readSidecar(sidecar);
  if (!reading.ok) throw new Error(`broken: ${JSON.stringify(reading.problem)}`);
  const standing = new Map(reading.sidecar.annotations.map((annotation) => [annotation.id, annotation]));
  const kept = new Set(told.filter((decision) => isStanding(decision, standing.get(decision.id))));
  for (const other of kept) { // grows while it is gone through
    for (const decision of told) if (answersFor(other, decision)) kept.add(decision);
  }
  return told.filter((decision) => decision.onDisk && !kept.has(decision));
}

function isStanding({ status, label }: Told, annotation: Annotation | undefined): boolean {
  return annotation !== undefined && [annotation, ...conflictsOf(annotation)].some((one) => one.status === status && one.label === label);
}

function answersFor(other: Told, decision: Told): boolean {
  if (other.id !== decision.id) return false;
  return (other.by === decision.by && other.at === decision.at) || other.replaces.includes(`${decision.by} ${decision.at}`)
    || (other.by !== decision.by && other.status === decision.status && other.label === decision.label);
}
