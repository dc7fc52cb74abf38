import { rmSync } from 'node:fs';
import { basename } from 'node:path';
import type { Afters } from '../annotations/decisions';
import { editsOf } from '../annotations/nameChange';
import { PageAnnotations } from '../annotations/pageAnnotations';
import { SIDECAR_SUFFIX } from '../annotations/sidecar';
import { writeSidecar } from '../annotations/sidecarWrite';
import { writeAtomically } from '../files/atomicWrite';
import { alone } from '../files/writeLock';
import type { ChangedPage } from './protocol';
import { readPair } from './readPair';

/**
 * Decides on a page that no editor has open, and writes its sidecar in one step. Nobody else writes it between reading
 * and writing, so that nothing of theirs is lost.
 * @param decide what each annotation becomes; undefined: nothing may be done on this page
 * @param removeEmpty whether a sidecar without annotations is removed
 * @returns what was changed; undefined where `decide` said so or had nothing to do
 * @throws Error where page or sidecar cannot be read or written; the sidecar is as it was then
 */
export function editSidecar(path: string, decide: (page: PageAnnotations) => Afters | undefined, removeEmpty = false): Promise<ChangedPage | undefined> {
  const sidecar = path + SIDECAR_SUFFIX;
  return alone(sidecar, async () => {
    const { page, annotations, content, extra, hash } = readPair(path);
    const store = new PageAnnotations(page.text, annotations);
    const afters = decide(store);
    if (!afters || afters.length === 0) return undefined;
    const edits = editsOf(store, afters);
    store.decide('', afters);
    const header = { file: basename(path), hash, length: page.text.length, eol: page.eol, encoding: page.encoding, ...(extra ? { extra } : {}) };
    if (removeEmpty && store.size === 0) rmSync(sidecar, { force: true });
    else await writeAtomically(sidecar, [writeSidecar(header, store.all, page.text)]);
    return { path, edits, made: content === undefined };
  });
}
