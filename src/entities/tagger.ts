import type { EntityMention, LabelledSpan, ParagraphText } from './entity';
import { bySpan } from '../page/span';
import { Decoder } from './decoder';
import { OUTSIDE, spansOfTags } from './labels';
import type { Calibration, EntityModel } from './model';
import { applyPageSense } from './pageSense';
import type { Segmenter } from './segmenter';
import { TextView } from './textView';
import { findWorks } from './works';

export type { EntityMention } from './entity';

/** How many code units on each side of a name are cut into words to see whether it stands by itself. */
const EDGE_WINDOW = 8;
const ALL_TAGS = 0xffff;
const ONLY_OUTSIDE = 1 << OUTSIDE;

/** Finds the names of persons, organisations, places and works in paragraphs of a page. */
export class EntityTagger {
  private readonly view: TextView;
  private readonly decoder: Decoder;
  private allowed = new Uint16Array(0);

  constructor(private readonly model: EntityModel, private readonly segmenter: Segmenter) {
    this.view = new TextView(model.lexicon);
    this.decoder = new Decoder(model.table);
  }

  /** The mentions of one paragraph by itself, in reading order, without overlap. */
  tagParagraph(paragraph: ParagraphText): EntityMention[] {
    const { text, kind } = paragraph;
    if (text === '') return [];
    this.view.fill(text, kind, this.segmenter.tag(text), []);
    const works: LabelledSpan[] = findWorks(text).map((span) => ({ ...span, label: 'WORK' }));
    const tags = this.decoder.decode(this.view, this.constrain(text.length, works));
    const spans = spansOfTags(tags, text.length);
    if (spans.length > 0) this.decoder.walkBackward();
    const mentions: EntityMention[] = works.map((work) => ({ ...work, confidence: 0.98 }));
    for (const span of spans) {
      mentions.push({ ...span, confidence: confidence(this.model.calibration, this.decoder.margin(span.start, span.end)) });
    }
    return mentions.sort(bySpan);
  }

  /** What the page as a whole says about the mentions of its paragraphs: more mentions, one label for one name, links to full names. */
  pageSense(paragraphs: readonly ParagraphText[], found: readonly (readonly EntityMention[])[]): EntityMention[][] {
    return applyPageSense(paragraphs, found, this.model.lexicon, (text, start, end) => this.hasCleanEdges(text, start, end));
  }

  /** The mentions of each paragraph of a page, in the light of the whole page. */
  tagPage(paragraphs: readonly ParagraphText[]): EntityMention[][] {
    return this.pageSense(paragraphs, paragraphs.map((paragraph) => this.tagParagraph(paragraph)));
  }

  private hasCleanEdges(text: string, start: number, end: number): boolean {
    const from = Math.max(0, start - EDGE_WINDOW);
    let at = from;
    for (const word of this.segmenter.tag(text.slice(from, end + EDGE_WINDOW))) {
      const next = at + word.text.length;
      if ((at < start && next > start) || (at < end && next > end)) return false;
      at = next;
    }
    return true;
  }

  private constrain(length: number, works: readonly LabelledSpan[]): Uint16Array | null {
    if (works.length === 0) return null;
    if (this.allowed.length < length) this.allowed = new Uint16Array(length * 2);
    this.allowed.fill(ALL_TAGS, 0, length);
    for (const { start, end } of works) this.allowed.fill(ONLY_OUTSIDE, start, end);
    return this.allowed;
  }
}

function confidence(calibration: Calibration, margin: number): number {
  return 1 / (1 + Math.exp(-(calibration.slope * margin + calibration.offset)));
}
