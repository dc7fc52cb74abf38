import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import * as l10n from '@vscode/l10n';
import { PageAnnotations } from '../annotations/pageAnnotations';
import { progressOf } from '../annotations/progress';
import { SIDECAR_SUFFIX } from '../annotations/sidecar';
import { diskStorage } from '../files/diskStorage';
import { SidecarStore, type LoadResult } from '../files/sidecarStore';
import { faultText } from '../ui/faultWords';
import { Analyser } from './analyser';
import { ANALYSIS_OPTIONS, UsageError, analysisOptions, encodingOf, partsOf } from './arguments';
import { pagesIn } from './folders';
import { readPageFile } from './readPageFile';
import { BrokenSidecar } from './sidecarInput';
import { guessText } from './words';
import { messageOf } from '../files/messageOf';

interface Result {
  readonly total: number;
  readonly open: number;
  readonly changed: boolean;
}

/** What a program that forked this one is told before each page. */
export interface AnnotateProgress {
  readonly done: number;
  readonly total: number;
  readonly file: string;
}

/** `news-annotator annotate`: writes or updates sidecars; every decision in them stays. Returns the exit code. */
export async function annotate(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: ANALYSIS_OPTIONS,
  });
  if (positionals.length === 0) throw new UsageError(l10n.t('annotate needs files or folders'));
  const encoding = encodingOf(values.encoding);
  const analyser = new Analyser(analysisOptions(partsOf(values.layer), values), values.model);
  const missing: string[] = [];
  const files = positionals.flatMap((path) => pagesOf(path, missing));
  let written = 0;
  let annotations = 0;
  let open = 0;
  const failures = [...missing];
  for (const [index, file] of files.entries()) {
    showProgress(`${index + 1}/${files.length} ${basename(file)}`);
    process.send?.({ done: index, total: files.length, file } satisfies AnnotateProgress);
    try {
      const result = await annotateFile(file, analyser, encoding);
      if (result.changed) written++;
      annotations += result.total;
      open += result.open;
    } catch (error) {
      failures.push(`${file}: ${messageOf(error)}`);
    }
  }
  showProgress('');
  for (const failure of failures) process.stderr.write(`${failure}\n`);
  const unchanged = files.length - written - (failures.length - missing.length);
  process.stdout.write(`${l10n.t('{0} pages: {1} sidecars written, {2} unchanged, {3} failed; {4} annotations, {5} to decide',
    files.length + missing.length, written, unchanged, failures.length, annotations, open)}\n`);
  return failures.length > 0 ? 1 : 0;
}

async function annotateFile(file: string, analyser: Analyser, encoding: string | undefined): Promise<Result> {
  const sidecar = new SidecarStore(diskStorage(file + SIDECAR_SUFFIX), basename(file));
  const old = await sidecar.load();
  if (old.kind === 'problem' || old.kind === 'unreadable') throw leftAlone(old);
  const page = readPageFile(file, encoding, old.kind === 'read' ? old.sidecar.header.encoding : undefined);
  if (page.guessed) process.stderr.write(`${guessText(file, page.encoding)}\n`);
  const store = new PageAnnotations(page.text, old.kind === 'read' ? await sidecar.restored(old.sidecar, page.text) : []);
  for (const [layer, suggestions] of analyser.analyse(page.text, file).layers) {
    store.suggest(layer, { start: 0, end: page.text.length + 1 }, suggestions);
  }
  const saved = await sidecar.save(sidecar.headerFor(page.text, page.eol, page.encoding), store.all, page.text);
  if (saved.kind === 'failed') throw new Error(faultText(saved.message));
  if (saved.kind === 'refused') throw leftAlone(saved.load);
  const { total, open } = progressOf(store.all);
  return { total, open, changed: saved.kind === 'merged' || saved.changed };
}

/** There is a sidecar that cannot be read: it must not be overwritten. */
function leftAlone(load: LoadResult): Error {
  const reason = load.kind === 'problem' ? new BrokenSidecar(load.problem).message : load.kind === 'unreadable' ? faultText(load.message) : '';
  return new Error(l10n.t('its sidecar cannot be read ({0}) and was left as it is', reason));
}

function pagesOf(path: string, missing: string[]): string[] {
  try {
    return pagesIn(path);
  } catch (error) {
    missing.push(`${path}: ${messageOf(error)}`);
    return [];
  }
}

/** One line that is written over, on a terminal only. */
function showProgress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}`);
}
