import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Annotation } from '../../src/annotations/model';
import { SIDECAR_SUFFIX } from '../../src/annotations/sidecar';
import { writeSidecar } from '../../src/annotations/sidecarWrite';
import { textHash } from '../../src/files/textHash';

/** Words of a page with the label that their sidecar gives them, at each place where they stand. */
export interface MarkedWords {
  readonly words: string;
  readonly label: string;
  readonly status?: 'suggested' | 'accepted';
  /** The first place alone, as where somebody overlooked the others. */
  readonly firstOnly?: boolean;
}

/** Writes a page and a sidecar that has these names: as somebody left them, whatever the recogniser would say. */
export async function writeMarkedPage(folder: string, file: string, text: string, marks: readonly MarkedWords[]): Promise<void> {
  const annotations = marks.flatMap(({ words, label, status = 'accepted', firstOnly = false }) => placesOf(text, words).slice(0, firstOnly ? 1 : undefined).map((start): Annotation => ({
    id: `${label}-${start}`, layer: 'entity', label, start, end: start + words.length, quote: words, status,
    ...(status === 'accepted' ? { origin: 'manual', by: '编辑甲', at: '2026-03-01T08:00:00.000Z' } : { origin: 'suggested', confidence: 0.75 }),
  }))).sort((a, b) => a.start - b.start);
  await writeFile(join(folder, file), text);
  await writeFile(join(folder, file + SIDECAR_SUFFIX), writeSidecar({ file, hash: textHash(text), length: text.length, eol: 'lf', encoding: 'utf8' }, annotations, text));
}

function placesOf(text: string, words: string): number[] {
  const places: number[] = [];
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + words.length)) places.push(at);
  return places;
}
