import { linkSync, unlinkSync } from 'node:fs';
import { basename } from 'node:path';
import { checkSidecar, isSafeToFix, type SidecarFinding } from '../annotations/checkSidecar';
import { SIDECAR_SUFFIX, type Sidecar } from '../annotations/sidecar';
import { annotationPlaces } from '../annotations/sidecarRead';
import { writeSidecar } from '../annotations/sidecarWrite';
import { writeAtomically } from '../files/atomicWrite';
import { textHash } from '../files/textHash';
import { readPageFile, type PageFile } from './readPageFile';
import { BrokenSidecar, readSidecarFile } from './sidecarInput';
import { messageOf } from '../files/messageOf';
import { isMissing } from '../files/isMissing';

/** What is wrong with one sidecar, and where. */
export type Finding = (
  | SidecarFinding
  /** It cannot be read; `reason` says why in words. */
  | { readonly kind: 'fault'; readonly reason: string }
  /** There is no page beside it; `page` is the one it belongs to, where that is certain. */
  | { readonly kind: 'orphan'; readonly page?: string }
  /** Its page cannot be read. */
  | { readonly kind: 'page'; readonly reason: string }
) & Place;

interface Place {
  readonly sidecar: string;
  /** In the sidecar, counted from 1. */
  readonly line: number;
  readonly column: number;
  /** Mended by this run. */
  readonly fixed: boolean;
}

const TOP = { line: 1, column: 1 };

/**
 * Checks one sidecar.
 * @param fix mend what is certain: the header of a page that was changed or renamed, the place of an orphan
 * @param homeless the page without sidecar that has the text with this hash, if there is exactly one
 */
export async function checkFile(sidecar: string, fix: boolean, homeless: (hash: string) => string | undefined): Promise<Finding[]> {
  const at = { sidecar, ...TOP, fixed: false };
  let input;
  try {
    input = readSidecarFile(sidecar);
  } catch (error) {
    const place = error instanceof BrokenSidecar ? { line: error.problem.line, column: error.problem.column } : {};
    return [{ ...at, ...place, kind: 'fault', reason: reasonOf(error) }];
  }
  const path = sidecar.slice(0, -SIDECAR_SUFFIX.length);
  let page: PageFile;
  try {
    page = readPageFile(path, undefined, input.sidecar.header.encoding);
  } catch (error) {
    if (!isMissing(error)) return [{ ...at, kind: 'page', reason: reasonOf(error) }];
    return [orphan(at, input.sidecar, fix, homeless)];
  }
  return checkReadable(at, input, path, page, fix);
}

async function checkReadable(
  at: Place, { content, sidecar }: { content: string; sidecar: Sidecar }, path: string, page: PageFile, fix: boolean,
): Promise<Finding[]> {
  const { header } = sidecar;
  const checked = { name: basename(path), text: page.text, hash: textHash(page.text) };
  const { findings, annotations } = checkSidecar(sidecar, checked);
  const fixing = fix && findings.some(isSafeToFix);
  const written = fixing
    ? writeSidecar({ ...header, file: checked.name, hash: checked.hash, length: page.text.length, eol: page.eol, encoding: page.encoding }, annotations, page.text)
    : content;
  if (fixing) await writeAtomically(at.sidecar, [written]);
  const places = annotationPlaces(written);
  return findings.map((finding) => ({
    ...at, ...('annotation' in finding ? places(finding.annotation.id) ?? TOP : TOP), ...finding, fixed: fixing && isSafeToFix(finding),
  }));
}

/** Moves a sidecar to the one page that has its text and no sidecar. A link fails where a file is; a rename would replace it. */
function orphan(at: Place, { header }: Sidecar, fix: boolean, homeless: (hash: string) => string | undefined): Finding {
  const page = homeless(header.hash);
  if (page === undefined) return { ...at, kind: 'orphan' };
  if (fix) {
    linkSync(at.sidecar, page + SIDECAR_SUFFIX);
    unlinkSync(at.sidecar);
  }
  return { ...at, kind: 'orphan', page, fixed: fix };
}

/** Finds the page that an orphan belongs to among pages without sidecar; reads each of them once, when first asked. */
export function homelessPages(pages: readonly string[], isTaken: (sidecar: string) => boolean): (hash: string) => string | undefined {
  let byHash: Map<string, string[]> | undefined;
  return (hash) => {
    byHash ??= hashes(pages.filter((page) => !isTaken(page + SIDECAR_SUFFIX)));
    const found = (byHash.get(hash) ?? []).filter((page) => !isTaken(page + SIDECAR_SUFFIX));
    return found.length === 1 ? found[0] : undefined;
  };
}

function hashes(pages: readonly string[]): Map<string, string[]> {
  const byHash = new Map<string, string[]>();
  for (const path of pages) {
    let hash: string;
    try {
      hash = textHash(readPageFile(path, undefined).text);
    } catch {
      continue; // a page that cannot be read has no text to compare; it is told where its own sidecar is checked
    }
    byHash.set(hash, [...byHash.get(hash) ?? [], path]);
  }
  return byHash;
}

function reasonOf(error: unknown): string {
  if (error instanceof BrokenSidecar) return error.words;
  return messageOf(error);
}
