import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { annotationId } from '../../../src/annotations/identity';
import { byPosition, type Annotation, type Layer } from '../../../src/annotations/model';
import { parseCorpus } from '../../../src/entities/corpusFormat';
import { findNumbers } from '../../../src/numbers/findNumbers';
import { PROJECT } from '../../../src/build/project';
import type { Span } from '../../../src/page/span';

export interface AnnotatedPage {
  readonly text: string;
  readonly annotations: readonly Annotation[];
}

/** The files of which pages are made: always the same ones, so that a text added to the corpus changes no page of a test. */
const FILES = /^[a-d]-.*\.txt$/u;
const CORPUS = join(PROJECT, 'src', 'entities', 'corpus');

/** Pages out of the training texts: their names decided, their numbers suggested, as on a page in the middle of a review. */
export function annotatedPages(count: number, paragraphsEach: number): AnnotatedPage[] {
  const paragraphs = readdirSync(CORPUS).filter((name) => FILES.test(name)).sort()
    .flatMap((name) => parseCorpus(readFileSync(join(CORPUS, name), 'utf8')).articles.flat());
  const step = Math.floor(paragraphs.length / count);
  return Array.from({ length: count }, (_, index) => pageOf(paragraphs.slice(index * step, index * step + paragraphsEach)));
}

function pageOf(paragraphs: ReturnType<typeof parseCorpus>['articles'][number]): AnnotatedPage {
  const text = paragraphs.map((paragraph) => `${paragraph.text}\n`).join('');
  const annotations: Annotation[] = [];
  const ids = new Set<string>();
  const add = (layer: Layer, label: string, { start, end }: Span): void => {
    const id = annotationId(text, layer, { start, end }, (taken) => ids.has(taken));
    ids.add(id);
    const decision = layer === 'entity' ? { status: 'accepted' as const, by: '周编辑', at: '2024-05-18T08:30:12.000Z' } : { status: 'suggested' as const };
    annotations.push({ id, layer, label, start, end, quote: text.slice(start, end), origin: 'suggested', ...decision });
  };
  let offset = 0;
  for (const paragraph of paragraphs) {
    for (const { start, end, label } of paragraph.entities) add('entity', label, { start: offset + start, end: offset + end });
    for (const { start, end, kind } of findNumbers(paragraph.text, {})) add('number', kind, { start: offset + start, end: offset + end });
    offset += paragraph.text.length + 1;
  }
  return { text, annotations: annotations.sort(byPosition) };
}
