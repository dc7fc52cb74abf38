import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import * as l10n from '@vscode/l10n';
import { PageAnnotations } from '../annotations/pageAnnotations';
import { progressOf } from '../annotations/progress';
import { restore } from '../annotations/restore';
import { SIDECAR_SUFFIX } from '../annotations/sidecar';
import { writeSidecar } from '../annotations/sidecarWrite';
import { writeAtomically } from '../files/atomicWrite';
import { textHash } from '../files/textHash';
import { Analyser } from './analyser';
import { ANALYSIS_OPTIONS, UsageError, analysisOptions, encodingOf, partsOf } from './arguments';
import { pagesIn } from './folders';
import { readPageFile } from './readPageFile';
import { readSidecarFile, type SidecarInput } from './sidecarInput';
import { messageOf } from './suggest';
import { guessText } from './words';

interface Result {
  readonly total: number;
  readonly open: number;
  readonly changed: boolean;
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
  const path = file + SIDECAR_SUFFIX;
  const old = readOld(path);
  const page = readPageFile(file, encoding, old?.sidecar.header.encoding);
  if (page.guessed) process.stderr.write(`${guessText(file, page.encoding)}\n`);
  const hash = textHash(page.text);
  const store = new PageAnnotations(page.text, old ? restore(old.sidecar, page.text, old.sidecar.header.hash === hash) : []);
  for (const [layer, suggestions] of analyser.analyse(page.text, file).layers) {
    store.suggest(layer, { start: 0, end: page.text.length + 1 }, suggestions);
  }
  const header = {
    file: basename(file), hash, length: page.text.length, eol: page.eol, encoding: page.encoding,
    ...(old?.sidecar.header.extra ? { extra: old.sidecar.header.extra } : {}),
  };
  const content = writeSidecar(header, store.all, page.text);
  const changed = content !== old?.content;
  if (changed) await writeAtomically(path, [content]);
  const { total, open } = progressOf(store.all);
  return { total, open, changed };
}

/** @throws Error where there is a sidecar that cannot be read: it must not be overwritten */
function readOld(path: string): SidecarInput | undefined {
  try {
    return readSidecarFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new Error(l10n.t('its sidecar cannot be read ({0}) and was left as it is', messageOf(error)), { cause: error });
  }
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
