import { closeSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import * as l10n from '@vscode/l10n';
import { CandidateFinder } from '../duplicates/candidates';
import { CORPUS_SAMPLING } from '../duplicates/fingerprint';
import { buildGramIndex } from '../duplicates/gramIndex';
import { addSampledUnits, sampledLengths } from '../duplicates/sampledLengths';
import { readUpTo, writeAll } from '../files/fileBytes';
import { grown } from '../page/grown';
import { UsageError } from './arguments';
import { entryOf, numbersField, textField } from './jsonLines';
import { writeText } from './output';

/**
 * `news-annotator join`: fingerprints in, candidate pairs for `verify` out. Of equal paragraphs each is paired with the
 * first. Holds the fingerprints in memory (about 300 bytes a paragraph of 120 characters), the lines themselves in a
 * temporary file.
 */
export async function join(args: readonly string[]): Promise<number> {
  const { positionals } = parseArgs({ args: [...args], allowPositionals: true, options: {} });
  if (positionals.length > 0) throw new UsageError(l10n.t('{0} reads standard input and takes no files', 'join'));
  const folder = mkdtempSync(joinPath(tmpdir(), 'news-annotator-'));
  const spool = new Spool(joinPath(folder, 'paragraphs.jsonl'));
  try {
    const joiner = new Joiner();
    for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
      if (line.trim() === '') continue;
      joiner.add(entryOf(line));
      spool.add(line);
    }
    for (const pair of joiner.pairs((paragraph) => entryOf(spool.line(paragraph)))) await writeText(`${JSON.stringify(pair)}\n`);
    return 0;
  } finally {
    spool.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Pairs paragraphs that share rare n-grams. */
export class Joiner {
  private readonly first = new Map<string, number>();
  private readonly firstOf: number[] = [];
  private readonly lengths: number[] = [];
  private readonly sampledUnits = new Float64Array(3);
  private readonly starts: number[] = [0];
  private grams = new Uint32Array(1 << 12);

  /** @param entry a line of `fingerprint` */
  add(entry: Readonly<Record<string, unknown>>): void {
    const paragraph = this.firstOf.length;
    const hash = textField(entry, 'hash');
    const known = this.first.get(hash);
    const { length } = textField(entry, 'text');
    this.firstOf.push(known ?? paragraph);
    this.lengths.push(length);
    let used = this.starts[paragraph];
    if (known === undefined) {
      this.first.set(hash, paragraph);
      addSampledUnits(this.sampledUnits, length);
      const grams = numbersField(entry, 'grams');
      if (used + grams.length > this.grams.length) this.grams = grown(this.grams, (used + grams.length) * 2);
      this.grams.set(grams, used);
      used += grams.length;
    }
    this.starts.push(used);
  }

  /** Candidate pairs, in the order of their left paragraphs. @param lineOf gives back the entry that was added as the nth */
  *pairs(lineOf: (paragraph: number) => Readonly<Record<string, unknown>>): Generator<Record<string, unknown>, void> {
    const count = this.firstOf.length;
    const gramStarts = Int32Array.from(this.starts);
    const wanted = new Uint8Array(count).fill(1);
    const empty = new Uint32Array(0);
    const lengths = Int32Array.from(this.lengths);
    const prints = { count, lengths, hashHigh: empty, hashLow: empty, gramStarts, grams: this.grams };
    const building = buildGramIndex(prints, wanted);
    let step = building.next();
    while (step.done !== true) step = building.next();
    const finder = new CandidateFinder([{ index: step.value, offset: 0, lengths }], count, sampledLengths(this.sampledUnits, CORPUS_SAMPLING));
    for (let paragraph = 0; paragraph < count; paragraph++) {
      if (this.firstOf[paragraph] !== paragraph) {
        yield pairOf(lineOf(paragraph), lineOf(this.firstOf[paragraph]), []);
        continue;
      }
      const grams = gramStarts[paragraph + 1] - gramStarts[paragraph];
      finder.find(this.grams, gramStarts[paragraph], gramStarts[paragraph + 1], lengths[paragraph], paragraph, 1);
      if (finder.count === 0) continue;
      const left = lineOf(paragraph);
      const rarities = [...finder.rarities.subarray(0, grams)];
      for (const other of [...finder.found.subarray(0, finder.count)]) yield pairOf(left, lineOf(other), rarities);
    }
  }
}

function pairOf(left: Readonly<Record<string, unknown>>, right: Readonly<Record<string, unknown>>, rarities: readonly number[]): Record<string, unknown> {
  const { text: leftText, grams: leftGrams, ...leftName } = left;
  const { text: rightText, grams: rightGrams, ...rightName } = right;
  return { left: leftName, right: rightName, leftText, rightText, rarities };
}

/** Lines in a temporary file, found again by number. */
class Spool {
  private readonly file: number;
  private readonly starts: number[] = [0];

  constructor(path: string) {
    this.file = openSync(path, 'wx+');
  }

  add(line: string): void {
    const start = this.starts[this.starts.length - 1];
    const bytes = Buffer.from(line);
    writeAll(this.file, bytes, start);
    this.starts.push(start + bytes.length);
  }

  line(number: number): string {
    const bytes = Buffer.alloc(this.starts[number + 1] - this.starts[number]);
    readUpTo(this.file, bytes, this.starts[number]);
    return bytes.toString('utf8');
  }

  close(): void {
    closeSync(this.file);
  }
}
