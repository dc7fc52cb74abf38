import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import * as l10n from '@vscode/l10n';
import { loadModel } from '../analysis/loadTagger';
import { loadSegmenter } from '../analysis/segmenter';
import { restore } from '../annotations/restore';
import { SIDECAR_SUFFIX } from '../annotations/sidecar';
import { packModel } from '../analysis/modelFile';
import { decidedParagraphs, readExample, type ExampleFault } from '../entities/training/examples';
import { f1Of, type HeldOutFigures, type TrainingArticle } from '../entities/training/trainModel';
import { trainOnExamples } from '../entities/training/trainOnExamples';
import { writeAtomically } from '../files/atomicWrite';
import { textHash } from '../files/textHash';
import { readPage } from '../page/readPage';
import { UsageError } from './arguments';
import { examplesIn } from './folders';
import { readPageFile } from './readPageFile';
import { readSidecarFile } from './sidecarInput';
import { messageOf } from '../files/messageOf';

const LEAST_ARTICLES = 10;
const MOST_FOLDS = 20;

/** `news-annotator train`: a name recogniser from decided pages or JSON lines, and how good it is. Returns the exit code. */
export async function train(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args], allowPositionals: true, options: { out: { type: 'string' }, folds: { type: 'string' } },
  });
  if (positionals.length === 0) throw new UsageError(l10n.t('train needs folders or files'));
  const folds = foldsOf(values.folds);
  const failures: string[] = [];
  const articles = readArticles(positionals, failures);
  for (const failure of failures) process.stderr.write(`${failure}\n`);
  if (articles.length < Math.max(LEAST_ARTICLES, folds)) {
    process.stderr.write(`${l10n.t('{0} decided pages or lines are too few; at least {1} are needed', articles.length, Math.max(LEAST_ARTICLES, folds))}\n`);
    return 1;
  }
  const started = performance.now();
  const { model, figures } = trainOnExamples(articles, loadModel(), loadSegmenter(), { folds, report: showProgress });
  showProgress('');
  for (const line of table(figures)) process.stdout.write(`${line}\n`);
  const paragraphs = articles.flat();
  const names = paragraphs.reduce((sum, { entities }) => sum + entities.length, 0);
  process.stdout.write(`${l10n.t('{0} pages or lines, {1} paragraphs, {2} names; {3} s', articles.length, paragraphs.length, names,
    Math.round((performance.now() - started) / 1000))}\n`);
  if (values.out !== undefined) {
    const bytes = packModel(model);
    await writeAtomically(values.out, [bytes]);
    process.stdout.write(`${l10n.t('{0} written, {1} bytes', values.out, bytes.length)}\n`);
  }
  return failures.length > 0 ? 1 : 0;
}

function foldsOf(value: string | undefined): number {
  if (value === undefined) return 0;
  const folds = Number(value);
  if (!Number.isInteger(folds) || folds < 2 || folds > MOST_FOLDS) throw new UsageError(l10n.t('--folds is a number from 2 to {0}', MOST_FOLDS));
  return folds;
}

function readArticles(paths: readonly string[], failures: string[]): TrainingArticle[] {
  const articles: TrainingArticle[] = [];
  for (const path of paths) {
    try {
      for (const file of examplesIn(path)) articles.push(...(file.endsWith(SIDECAR_SUFFIX) ? pageArticle(file, failures) : lineArticles(file, failures)));
    } catch (error) {
      failures.push(`${path}: ${messageOf(error)}`);
    }
  }
  return articles;
}

function pageArticle(sidecarPath: string, failures: string[]): TrainingArticle[] {
  try {
    const { sidecar } = readSidecarFile(sidecarPath);
    const { text } = readPageFile(sidecarPath.slice(0, -SIDECAR_SUFFIX.length), undefined, sidecar.header.encoding);
    const paragraphs = decidedParagraphs(readPage(text), restore(sidecar, text, sidecar.header.hash === textHash(text)));
    return paragraphs.length > 0 ? [paragraphs] : [];
  } catch (error) {
    failures.push(`${sidecarPath}: ${messageOf(error)}`);
    return [];
  }
}

/** Each line is an article of its own. */
function lineArticles(file: string, failures: string[]): TrainingArticle[] {
  const articles: TrainingArticle[] = [];
  readFileSync(file, 'utf8').split('\n').forEach((line, index) => {
    if (line.trim() === '') return;
    const read = readExample(line);
    if (read.ok) articles.push([read.example]);
    else failures.push(`${file}:${index + 1}: ${faultText(read.fault)}`);
  });
  return articles;
}

function faultText(fault: ExampleFault): string {
  switch (fault) {
    case 'json': return l10n.t('This is not valid JSON.');
    case 'text': return l10n.t('“text” is missing or no string');
    case 'entities': return l10n.t('“entities” is no list of {"start", "end", "label"}');
    case 'span': return l10n.t('an entity lies outside the text');
    case 'overlap': return l10n.t('two entities overlap');
  }
}

/** Precision, recall and F1 by label and in all. */
function table(figures: readonly HeldOutFigures[]): string[] {
  const percent = (value: number): string => (100 * value || 0).toFixed(1).padStart(5);
  const all = { label: l10n.t('all'), right: 0, predicted: 0, gold: 0 };
  for (const { right, predicted, gold } of figures) {
    all.right += right;
    all.predicted += predicted;
    all.gold += gold;
  }
  return [...figures, all].map((row) =>
    `${row.label.padEnd(7)} P ${percent(row.right / row.predicted)}  R ${percent(row.right / row.gold)}  F1 ${percent(f1Of([row]))}  (${row.gold})`);
}

/** One line that is written over, on a terminal only. */
function showProgress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}`);
}
