import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { annotationId } from '../../../src/annotations/identity';
import type { Annotation } from '../../../src/annotations/model';
import { SIDECAR_SUFFIX } from '../../../src/annotations/sidecar';
import { textHash } from '../../../src/files/textHash';
import { writeSidecar } from '../../sidecarSchema';

/** An annotation on the first place of some words, accepted unless `fields` say otherwise. */
export function annotationOn(text: string, words: string, label: string, fields: Partial<Annotation> = {}): Annotation {
  const start = text.indexOf(words);
  if (start < 0) throw new Error(`${words} is not in the text`);
  const span = { start, end: start + words.length };
  return {
    id: annotationId(text, 'entity', span, () => false), layer: 'entity', label, ...span, quote: words,
    status: 'accepted', origin: 'suggested', by: '周编辑', at: '2024-05-18T08:30:12.000Z', ...fields,
  };
}

/** The sidecar of a page as text. */
export function sidecarText(file: string, text: string, annotations: readonly Annotation[]): string {
  return writeSidecar({ file, hash: textHash(text), length: text.length, eol: 'lf', encoding: 'utf8' }, annotations, text);
}

/** Writes a page and its sidecar; returns the path of the sidecar. */
export function writePage(path: string, text: string, annotations: readonly Annotation[]): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  writeFileSync(path + SIDECAR_SUFFIX, sidecarText(basename(path), text, annotations));
  return path + SIDECAR_SUFFIX;
}
