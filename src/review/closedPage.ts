import { l10n, type TextDocument, type Uri } from 'vscode';
import { PageAnnotations } from '../annotations/pageAnnotations';
import { openPageDocument } from '../files/pageText';
import type { RecoveryJournal } from '../files/recoveryJournal';
import { SidecarFile, type LoadResult, type PlaceFinder } from '../files/sidecarFile';
import { faultText } from '../ui/faultWords';
import { PageSaver } from './pageSaver';

/** A page on which something is decided, whether it is open or not. */
export interface WorkingPage {
  readonly document: TextDocument;
  readonly annotations: PageAnnotations;
  readonly saver: PageSaver;
}

/**
 * Opens a page without showing it, lets something be decided there, and brings that to its sidecar or, where that cannot
 * be written, to the recovery journal, from where it comes back when the page is opened.
 * @throws where the page cannot be read, or what is decided can neither be written nor kept
 */
export async function withClosedPage<Result>(uri: Uri, findPlaces: PlaceFinder, journal: RecoveryJournal, work: (page: WorkingPage) => Promise<Result>): Promise<Result> {
  const document = await openPageDocument(uri);
  const file = new SidecarFile(uri, findPlaces);
  const load = await file.load();
  const text = document.getText();
  const annotations = new PageAnnotations(text, load.kind === 'read' ? await file.restored(load.sidecar, text) : []);
  const saver = new PageSaver({
    document, annotations,
    settled: () => Promise.resolve(),
    changed: () => undefined,
    takeOver: (merged) => { annotations.replaceAll(merged); },
    blocked: () => undefined, // the worker asks the saver
    failed: () => undefined,
    written: () => undefined,
    writtenInPlace: () => undefined,
  }, file, journal);
  annotations.onDidChange(({ kind, ids }) => {
    if (kind === 'decided') saver.saveSoon(ids);
  });
  try {
    saver.noteLoad(load);
    await recover(uri, annotations, saver, journal);
    const result = await work({ document, annotations, saver });
    await saver.flush();
    return result;
  } finally {
    saver.dispose();
  }
}

/** Why what was decided on a page is not in its sidecar; undefined where it is. */
export async function problemOf({ saver }: WorkingPage): Promise<string | undefined> {
  await saver.flush();
  if (saver.pendingCount === 0) return undefined;
  await saver.keep();
  if (saver.journalProblem !== undefined) return faultText(saver.journalProblem);
  return saver.blocked ? blockedText(saver.blocked) : l10n.t('It cannot be written; it is kept aside and comes back when the page is opened.');
}

function blockedText(load: LoadResult): string {
  const reason = load.kind === 'unreadable' ? faultText(load.message) : l10n.t('The sidecar cannot be read.');
  return l10n.t('{0} It is kept aside and comes back when the page is opened.', reason);
}

async function recover(uri: Uri, annotations: PageAnnotations, saver: PageSaver, journal: RecoveryJournal): Promise<void> {
  if (!(await journal.has(uri.toString()))) return;
  const claim = await journal.claim(uri.toString());
  if (claim.unreadable !== undefined) throw new Error(faultText(claim.unreadable));
  const afters = await saver.recovered(claim);
  if (afters.length > 0) annotations.decide('', afters);
  await saver.keep();
}
