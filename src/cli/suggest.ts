import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import * as l10n from '@vscode/l10n';
import type { Suggestion } from '../annotations/model';
import { Analyser, type AnalysedPage } from './analyser';
import { ANALYSIS_OPTIONS, UsageError, analysisOptions, encodingOf, partsOf, type Part } from './arguments';
import { readPageFile } from './readPageFile';
import { guessText } from './words';
import { messageOf } from '../files/messageOf';

/** `news-annotator suggest`: what the machine proposes, as one JSON line a page. Returns the exit code. */
export async function suggest(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { ...ANALYSIS_OPTIONS, jsonl: { type: 'boolean' } },
  });
  const parts = partsOf(values.layer);
  const analyser = new Analyser(analysisOptions(parts, values), values.model);
  if (values.jsonl) {
    if (positionals.length > 0) throw new UsageError(l10n.t('--jsonl reads standard input and takes no files'));
    return suggestLines(analyser, parts);
  }
  if (positionals.length === 0) throw new UsageError(l10n.t('suggest needs files, or --jsonl'));
  return suggestFiles(analyser, parts, positionals, encodingOf(values.encoding));
}

async function suggestFiles(analyser: Analyser, parts: readonly Part[], files: readonly string[], encoding: string | undefined): Promise<number> {
  let failed = 0;
  for (const file of files) {
    try {
      const page = readPageFile(file, encoding);
      if (page.guessed) process.stderr.write(`${guessText(file, page.encoding)}\n`);
      await write({ file, ...described(analyser.analyse(page.text, file), parts) });
    } catch (error) {
      failed++;
      process.stderr.write(`${file}: ${messageOf(error)}\n`);
    }
  }
  return failed > 0 ? 1 : 0;
}

/** One line in, one line out, in the same order; a line that is no page is answered with an `error`. */
async function suggestLines(analyser: Analyser, parts: readonly Part[]): Promise<number> {
  let failed = 0;
  let number = 0;
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    number++;
    if (line.trim() === '') continue;
    const entry = parseLine(line);
    if ('error' in entry) {
      failed++;
      process.stderr.write(`${l10n.t('line {0}: {1}', number, entry.error)}\n`);
      await write({ id: entry.id ?? null, error: entry.error, annotations: [] });
      continue;
    }
    await write({ id: entry.id, ...described(analyser.analyse(entry.text), parts) });
  }
  return failed > 0 ? 1 : 0;
}

function parseLine(line: string): { id: unknown; text: string } | { id?: unknown; error: string } {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch (error) {
    return { error: l10n.t('not JSON: {0}', messageOf(error)) };
  }
  if (typeof json !== 'object' || json === null || !('text' in json) || typeof json.text !== 'string') {
    return { error: l10n.t('expected an object with "id" and "text"'), ...(typeof json === 'object' && json !== null && 'id' in json ? { id: json.id } : {}) };
  }
  return { id: 'id' in json ? json.id : null, text: json.text };
}

function described({ page, suggestions }: AnalysedPage, parts: readonly Part[]): Record<string, unknown> {
  return {
    annotations: suggestions.map(annotation),
    ...(parts.includes('structure') ? {
      paragraphs: page.paragraphs.map(({ start, end, kind }) => ({ start, end, kind })),
      articles: page.articles.map(({ title, pieces, names }) => ({
        title, pieces: pieces.map(({ start, end }) => ({ start, end })), names: names.map(({ name, role, start, end }) => ({ name, role, start, end })),
      })),
    } : {}),
  };
}

function annotation({ layer, label, start, end, quote, ...fields }: Suggestion): Record<string, unknown> {
  return { layer, label, start, end, quote, ...(layer === 'number' ? { kind: label } : {}), ...fields };
}

/** Writes one line and waits where the reader is slower. */
async function write(value: unknown): Promise<void> {
  if (!process.stdout.write(`${JSON.stringify(value)}\n`)) await once(process.stdout, 'drain');
}
