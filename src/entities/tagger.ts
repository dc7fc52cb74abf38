import { bySpan } from '../page/span';
import { Decoder } from './decoder';
import { DecodingTable } from './decodingTable';
import type { EntityMention, LabelledSpan, ParagraphText } from './entity';
import type { FeatureFamily } from './features';
import type { KnownNames } from './knownNames';
import { LIST_BIT } from './lexicon';
import { OUTSIDE, spansOfTags, tagsOfSpans } from './labels';
import { LearnedWeights, Learner } from './learning';
import type { Calibration, EntityModel } from './model';
import { applyPageSense } from './pageSense';
import { repairSpans } from './repairs';
import { packedCommonness, type Segmenter } from './segmenter';
import { TextView } from './textView';
import { findLaws, findWorks, outsideWorks } from './works';

export type { EntityMention } from './entity';

/** How many code units on each side of a name are cut into words to see whether it stands by itself. */
const EDGE_WINDOW = 8;
/** In code units; the word list has no longer one. */
const LONGEST_BRANCH = 12;
/** jieba's tags of names, of abbreviations and of what it does not know. */
const NAME_TAG = /^(?:n[rstz]|j|x|eng)/;
/** As NAME_TAG, without abbreviations: many are of common words (党建, 联盟). */
const OWN_TAG = /^(?:n[rstz]|x|eng)/;
/** Words of the dictionary that are no commoner are as likely names: it has some verb or noun for nearly every two characters. */
const HARDLY_SEEN = 2;
/** The gate knows nothing of what was learned: after so many lessons it shuts out more than it may. */
const GATE_LESSONS = 300;
const ALL_TAGS = 0xffff;
const ONLY_OUTSIDE = 1 << OUTSIDE;
/** Confidence of what stands in 《》 and of the names of laws. */
const MARKED = 0.98;
/** Confidence of a name that a person has settled. */
const SETTLED = 1;

/**
 * Finds the names of persons, organisations, places and works in paragraphs of a page, and learns from decisions; the
 * model it was given stays as it is.
 */
export class EntityTagger {
  private readonly view: TextView;
  private readonly decoder: Decoder;
  private readonly learner: Learner;
  private allowed = new Uint16Array(0);
  private rehearsals = 0;

  /**
   * @param learned what earlier sessions have learned on this model; goes on growing with `learn`
   * @param off families of features that the model was trained without
   */
  constructor(
    private readonly model: EntityModel, private readonly segmenter: Segmenter, readonly learned = new LearnedWeights(), off: ReadonlySet<FeatureFamily> | null = null,
  ) {
    this.view = new TextView(model.lexicon, segmenter);
    const table = new DecodingTable(model.table);
    this.decoder = new Decoder(table, off);
    this.decoder.opening = Math.round(learned.opening * model.step);
    this.learner = new Learner(model.table, model.step, learned, table);
  }

  /**
   * The mentions of one paragraph by itself, in reading order, without overlap.
   * @param joinPlaces whether administrative levels written together are one place
   */
  tagParagraph(paragraph: ParagraphText, known?: KnownNames, joinPlaces = true): EntityMention[] {
    return this.settle(paragraph.text, this.readParagraph(paragraph, known, joinPlaces), known);
  }

  /** The same as the recogniser sees it, before `settle` has the last word: known names are evidence here, like others. */
  readParagraph(paragraph: ParagraphText, known?: KnownNames, joinPlaces = true): EntityMention[] {
    if (paragraph.text === '') return [];
    return this.tagWithMargins(paragraph, known, joinPlaces).map(({ start, end, label, margin }): EntityMention => ({
      start, end, label, confidence: margin === null ? MARKED : chance(this.model.calibration, margin),
    })).sort(bySpan);
  }

  /** What the model and the marks say of a paragraph; `margin` is in weights of the model, null for what is known by its marks. */
  tagWithMargins(paragraph: ParagraphText, known?: KnownNames, joinPlaces = true): (LabelledSpan & { readonly margin: number | null })[] {
    const { text } = paragraph;
    this.read(paragraph, known);
    if (this.learned.lessons.size < GATE_LESSONS) this.model.gate.apply(this.view);
    const { marksWorks, joinsPlaces } = this.model.conventions;
    const works = marksWorks ? findWorks(text) : [];
    const tags = this.decoder.decode(this.view, this.onlyOutside(works));
    const found = [...works, ...(marksWorks ? findLaws(this.view) : [])].map(({ start, end }): LabelledSpan & { margin: number | null } => ({ start, end, label: 'WORK', margin: null }));
    let reach = 0;
    const places = !joinPlaces ? 'apart' : joinsPlaces ? 'joined' : 'found';
    for (const { start, end, label } of repairSpans(this.view, text, spansOfTags(tags, text.length), found, places)) {
      if (end > reach) reach = this.decoder.walkBackward(this.view, start);
      found.push({ start, end, label, margin: this.decoder.margin(this.view, start, end) });
    }
    return found;
  }

  /** The mentions of a paragraph, in reading order, with what is known of names and what was decided in it kept. */
  settle(text: string, mentions: readonly EntityMention[], known: KnownNames | undefined): EntityMention[] {
    if (!known) return [...mentions];
    const { lessons } = this.learned;
    const settled = known.enforce(text, mentions, (span): EntityMention => ({ ...span, confidence: SETTLED }), (name) => lessons.usualLabel(name));
    const lesson = lessons.of(text);
    return settled.map((mention) => {
      const decided = lesson?.names.find(({ start, end }) => start === mention.start && end === mention.end);
      return decided && decided.label !== mention.label ? { ...mention, label: decided.label } : mention;
    }).sort(bySpan);
  }

  /** What the page as a whole says about the mentions of its paragraphs: more mentions, one label for one name, links to full names. */
  pageSense(paragraphs: readonly ParagraphText[], found: readonly (readonly EntityMention[])[], known?: KnownNames): EntityMention[][] {
    const sensed = applyPageSense(paragraphs, found, this.model.lexicon, {
      standsAlone: (text, start, end) => this.hasCleanEdges(text, start, end), isCommon: (word) => this.isCommonWord(word), isPlain: (name) => this.isOfCommonWords(name),
      branchEnd: (text, end) => this.branchEnd(text, end),
    });
    return known ? sensed.map((mentions, index) => this.settle(paragraphs[index].text, mentions, known)) : sensed;
  }

  /** The mentions of each paragraph of a page, in the light of the whole page. */
  tagPage(paragraphs: readonly ParagraphText[], known?: KnownNames): EntityMention[][] {
    return this.pageSense(paragraphs, paragraphs.map((paragraph) => this.tagParagraph(paragraph, known)), known);
  }

  /**
   * Learns from a paragraph that a person has decided as a whole: the gold spans are all its names. Names known from
   * elsewhere play no part, or little would be learned from it.
   * @returns whether anything changed; the changes are in `learned`
   */
  learn(paragraph: ParagraphText, gold: readonly LabelledSpan[]): boolean {
    if (paragraph.text === '') return false;
    const { text, kind } = paragraph;
    this.learned.lessons.add({ text, kind, names: gold });
    return this.study(paragraph, gold, []);
  }

  /** Goes over an earlier lesson, some milliseconds' worth. @returns false where nothing is left to go over until the next lesson */
  rehearse(): boolean {
    const lesson = this.learned.lessons.next();
    if (!lesson) {
      this.learner.refresh();
      return false;
    }
    // every other time as with a lexicon, so that it is learned how much being known says
    this.rehearsals += 1;
    this.study(lesson, lesson.names, this.rehearsals % 2 === 0 ? this.learned.lessons.repeatedIn(lesson.text) : []);
    return true;
  }

  private study(paragraph: ParagraphText, gold: readonly LabelledSpan[], known: readonly LabelledSpan[]): boolean {
    this.view.fill(paragraph.text, paragraph.kind, known);
    const outside = this.model.conventions.marksWorks ? outsideWorks(paragraph.text, gold) : gold;
    const changed = this.learner.learn(this.view, tagsOfSpans(paragraph.text.length, outside));
    this.decoder.opening = Math.round(this.learned.opening * this.model.step);
    return changed;
  }

  private read({ text, kind }: ParagraphText, known: KnownNames | undefined): void {
    this.view.fill(text, kind, known ? known.find(text, (name) => this.learned.lessons.usualLabel(name)) : []);
  }

  private hasCleanEdges(text: string, start: number, end: number): boolean {
    const from = Math.max(0, start - EDGE_WINDOW);
    let at = from;
    for (const word of this.segmenter.cut(text.slice(from, end + EDGE_WINDOW))) {
      const next = at + word.length;
      if ((at < start && next > start) || (at < end && next > end)) return false;
      at = next;
    }
    return true;
  }

  private isCommonWord(name: string): boolean {
    const [ends, about] = [new Int32Array(name.length), new Int32Array(name.length)];
    const isOneWord = this.segmenter.read(name, ends, about) === 1;
    return isOneWord && packedCommonness(about[0]) > HARDLY_SEEN && !NAME_TAG.test(this.segmenter.tagOf(name));
  }

  private isOfCommonWords(name: string): boolean {
    return this.segmenter.cut(name).every((word) => !OWN_TAG.test(this.segmenter.tagOf(word)));
  }

  private branchEnd(text: string, end: number): number {
    const codes = Uint16Array.from({ length: Math.min(LONGEST_BRANCH, text.length - end) }, (_, at) => text.charCodeAt(end + at));
    let found = end;
    this.model.lexicon.match(codes, 0, codes.length, (length, bits) => {
      if (bits & LIST_BIT.branch && this.hasCleanEdges(text, end, end + length)) found = end + length;
    });
    return found;
  }

  private onlyOutside(spans: readonly { start: number; end: number }[]): Uint16Array | null {
    if (spans.length === 0) return null;
    const { length } = this.view;
    if (this.allowed.length < length) this.allowed = new Uint16Array(length * 2);
    this.allowed.fill(ALL_TAGS, 0, length);
    for (const { start, end } of spans) this.allowed.fill(ONLY_OUTSIDE, start, end);
    return this.allowed;
  }
}

function chance(calibration: Calibration, margin: number): number {
  return 1 / (1 + Math.exp(-(calibration.slope * margin + calibration.offset)));
}
