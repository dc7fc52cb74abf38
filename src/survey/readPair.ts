import { readFileSync } from 'node:fs';
import { restore } from '../annotations/restore';
import { SIDECAR_SUFFIX, type SidecarHeader } from '../annotations/sidecar';
import type { Annotation } from '../annotations/model';
import { decodePage, type PageFile } from '../cli/readPageFile';
import { readSidecarFile, type SidecarInput } from '../cli/sidecarInput';
import { textHash } from '../files/textHash';
import { messageOf } from '../files/messageOf';
import { isMissing } from '../files/isMissing';

/** A page with what its sidecar says about the text as it is now. */
export interface PagePair {
  readonly page: PageFile;
  readonly annotations: readonly Annotation[];
  /** Whether the page was changed since the sidecar was written. */
  readonly stale: boolean;
  /** What the sidecar held; undefined where there is none. */
  readonly content: string | undefined;
  readonly extra: SidecarHeader['extra'];
  readonly hash: string;
}

/** The sidecar is there and cannot be read. */
export class UnreadableSidecar extends Error {}

/**
 * Reads a page and its sidecar.
 *
 * @param sidecar where it was read already
 * @throws UnreadableSidecar where the sidecar cannot be read
 * @throws Error where the page cannot be read
 */
export function readPair(path: string, sidecar = sidecarOf(path)): PagePair {
  const page = decodePage(readFileSync(path), undefined, sidecar?.sidecar.header.encoding);
  const hash = textHash(page.text);
  const stale = sidecar !== undefined && sidecar.sidecar.header.hash !== hash;
  return {
    page, hash, stale, content: sidecar?.content, extra: sidecar?.sidecar.header.extra,
    annotations: sidecar ? restore(sidecar.sidecar, page.text, !stale) : [],
  };
}

/**
 * The sidecar of a page; undefined where there is none.
 * @throws UnreadableSidecar
 */
export function sidecarOf(path: string): SidecarInput | undefined {
  try {
    return readSidecarFile(path + SIDECAR_SUFFIX);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw new UnreadableSidecar(messageOf(error), { cause: error });
  }
}
