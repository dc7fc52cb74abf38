import { isDecided, isEntityLabel, type Annotation } from '../../annotations/model';
import type { Page } from '../../page/page';
import { bySpan, overlaps } from '../../page/span';
import type { LabelledSpan } from '../entity';
import type { TrainingParagraph } from './augment';

/** Why a line is no example; the caller says it in the person's language. */
export type ExampleFault = 'json' | 'text' | 'entities' | 'span' | 'overlap';

export type ExampleLine = { readonly ok: true; readonly example: TrainingParagraph } | { readonly ok: false; readonly fault: ExampleFault };

/**
 * A sentence with its names: `{"text": …, "entities": [{"start", "end", "label"}, …]}`, offsets in UTF-16 code units, end
 * exclusive. Other fields are ignored, and so are entities whose label is none of ENTITY_LABELS.
 */
export function readExample(line: string): ExampleLine {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return { ok: false, fault: 'json' };
  }
  const { text, entities } = (value ?? {}) as { text?: unknown; entities?: unknown };
  if (typeof text !== 'string') return { ok: false, fault: 'text' };
  if (!Array.isArray(entities)) return { ok: false, fault: 'entities' };
  const spans: LabelledSpan[] = [];
  for (const entity of entities as { start?: unknown; end?: unknown; label?: unknown }[]) {
    const { start, end, label } = entity ?? {};
    if (!Number.isInteger(start) || !Number.isInteger(end) || typeof label !== 'string') return { ok: false, fault: 'entities' };
    const span = { start: start as number, end: end as number };
    if (span.start < 0 || span.end > text.length || span.start >= span.end) return { ok: false, fault: 'span' };
    if (isEntityLabel(label)) spans.push({ ...span, label });
  }
  spans.sort(bySpan);
  if (spans.some((span, index) => index > 0 && span.start < spans[index - 1].end)) return { ok: false, fault: 'overlap' };
  return { ok: true, example: { text, kind: 'body', entities: spans } };
}

/**
 * The paragraphs of a page that a person has decided on: those where every name is decided and at least one is, and where
 * nothing on the page is left to decide, also those without a name. Accepted names are its names.
 */
export function decidedParagraphs(page: Page, annotations: readonly Annotation[]): TrainingParagraph[] {
  const names = annotations.filter(({ layer }) => layer === 'entity');
  const isComplete = names.length > 0 && names.every((name) => isDecided(name));
  return page.paragraphs.flatMap((paragraph): TrainingParagraph[] => {
    const here = names.filter((name) => overlaps(name, paragraph));
    if (here.length === 0 ? !isComplete : !here.every((name) => isDecided(name))) return [];
    const entities: LabelledSpan[] = [];
    for (const { start, end, label, status } of here) {
      const span = paragraph.map.spanToText(start, end);
      if (status === 'accepted' && isEntityLabel(label) && span.start < span.end) entities.push({ ...span, label });
    }
    return [{ text: paragraph.text, kind: paragraph.kind, entities: entities.sort(bySpan) }];
  });
}
