import { parseArgs } from 'node:util';
import * as l10n from '@vscode/l10n';
import { MIN_UNITS } from '../corpus/engine';
import { PageReader } from '../corpus/pageReader';
import { CORPUS_SAMPLING, sampledGrams, samplingThreshold } from '../duplicates/fingerprint';
import { hash64, hashName } from '../duplicates/hash64';
import { UsageError } from './arguments';
import { filterLines, textField } from './jsonLines';

/** What `fingerprint` says of a paragraph; see BATCH.md. */
export interface PrintedParagraph {
  readonly id: unknown;
  readonly paragraph: number;
  readonly start: number;
  readonly end: number;
  readonly hash: string;
  readonly text: string;
  readonly grams: readonly number[];
}

/** `news-annotator fingerprint`: pages `{"id", "text"}` in, a line a paragraph out. Constant memory. */
export async function fingerprint(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: { 'scripts-apart': { type: 'boolean' } } });
  if (positionals.length > 0) throw new UsageError(l10n.t('{0} reads standard input and takes no files', 'fingerprint'));
  const reader = new PageReader({ minUnits: MIN_UNITS, scriptsAlike: values['scripts-apart'] !== true });
  return filterLines((entry) => paragraphsOf(reader, entry.id ?? null, textField(entry, 'text')));
}

/** The paragraphs of a page with their fingerprints, sampled as in large corpora. */
export function* paragraphsOf(reader: PageReader, id: unknown, text: string): Generator<PrintedParagraph, void> {
  const { units, count, from, starts, ends } = reader.paragraphsOf(text);
  for (let index = 0; index < count; index++) {
    const [start, end] = [from[index], from[index + 1]];
    const hashes = new Uint32Array(end - start);
    const grams = sampledGrams(units, start, end, samplingThreshold(end - start, CORPUS_SAMPLING), hashes, 0);
    yield {
      id, paragraph: index, start: starts[index], end: ends[index],
      hash: hashName(hash64(units, start, end)),
      text: textOf(units.subarray(start, end)),
      grams: [...hashes.subarray(0, grams)],
    };
  }
}

const PIECE = 4096;

function textOf(units: Uint16Array): string {
  let text = '';
  for (let at = 0; at < units.length; at += PIECE) text += String.fromCharCode(...units.subarray(at, at + PIECE));
  return text;
}
