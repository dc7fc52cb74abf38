import type { Layer } from '../../src/annotations/model';
import { overlaps, type Span } from '../../src/page/span';
import { EditorsView, type Framed, type Sight } from './editorsView';
import type { GoldAnnotation } from './goldPage';
import type { UserWindow } from './userWindow';

/** What a suggestion says, as the marks on the page show it. */
export interface Mark extends Span {
  readonly layer: Layer;
  readonly label: string;
}

/** The digit of each label that has one; the others are found in the list of `m` by their first letters. */
const DIGITS: readonly string[] = ['PERSON', 'ORG', 'PLACE', 'WORK', 'cardinal', 'money', 'percent', 'date', 'measure', 'ordinal'];
/** So many are shown in the list of “Decide Many”: what is accepted there at once has been seen. */
const SEEN_AT_ONCE = 12;

/**
 * A trained editor who knows what is right on a page and brings it about with the keyboard alone. Reads the status bar,
 * presses the key that a person would press, waits for the screen, and counts every key.
 */
export class SimulatedEditor {
  /** Every key pressed so far; a key with Shift or Control held counts as one. */
  keys = 0;
  /** Keys spent on giving the same label to all other places of words just marked, each time. */
  readonly keysForOthers: number[] = [];
  private readonly view: EditorsView;
  private readonly words = new Intl.Segmenter('zh-CN', { granularity: 'word' });
  private missing: readonly GoldAnnotation[] = [];

  /** @param marks the suggestions on the page at first, in reading order */
  constructor(
    private readonly window: UserWindow, private readonly text: string,
    private readonly gold: readonly GoldAnnotation[], private marks: readonly Mark[],
  ) {
    this.view = new EditorsView(window, text);
    this.missing = gold.filter((one) => one.layer !== 'duplicate' && !marks.some((mark) => mark.layer === one.layer && overlaps(mark, one)));
  }

  /** Reviews the page from the framed annotation to the last one. */
  async review(): Promise<void> {
    let sight = await this.view.see(({ framed }) => framed?.decided === false);
    while (sight.decided < sight.total) {
      const framed = sight.framed;
      if (!framed) throw new Error(`nothing is framed:\n${sight.shown}`);
      const missing = this.nearestMissing(framed);
      if (missing) sight = await this.markMissing(missing, sight);
      else if (this.canFinishAtOnce(framed, sight)) sight = await this.finish(sight);
      else sight = await this.decide(framed, sight);
    }
    if (this.missing.length > 0) throw new Error(`${this.missing.length} were not marked`);
  }

  private async decide(framed: Framed, sight: Sight): Promise<Sight> {
    const right = this.rightFor(framed);
    if (!right) return this.decidedBy(['x'], sight);
    if (right.label !== framed.label) return this.decidedBy(keysFor(right.label), sight);
    if (framed.layer === 'duplicate' || (right.start === framed.start && right.end === framed.end)) return this.decidedBy(['a'], sight);
    const moved = await this.moveEdges(framed, right, sight);
    if (moved.decided === moved.total) return moved;
    return this.pressAndSee('n', ({ framed: next }) => next?.decided === false);
  }

  /** Presses the keys that decide what is framed, and waits for the next one in the frame. */
  private async decidedBy(keys: readonly string[], before: Sight): Promise<Sight> {
    await this.pressSeeing(keys);
    return this.view.see(({ decided, total, framed }) => decided > before.decided && (decided === total || framed?.decided === false));
  }

  private async moveEdges(from: Span, to: Span, before: Sight): Promise<Sight> {
    const moves = [
      ...Array<string>(this.letters(to.start, from.start)).fill('BracketLeft'), ...Array<string>(this.letters(from.start, to.start)).fill('BracketRight'),
      ...Array<string>(this.letters(to.end, from.end)).fill('Shift+BracketLeft'), ...Array<string>(this.letters(from.end, to.end)).fill('Shift+BracketRight'),
    ];
    let sight = before;
    for (const move of moves) {
      const last = sight;
      sight = await this.pressAndSee(move, ({ shown, framed }) => shown !== last.shown && framed?.decided === true);
    }
    return sight;
  }

  /** What is missing and nearer to what is framed than to the annotation before or after it, in words to step over. */
  private nearestMissing(framed: Framed): GoldAnnotation | undefined {
    if (framed.layer === 'duplicate') return undefined;
    const next = this.marks.find(({ layer, start }) => layer !== 'duplicate' && start > framed.start);
    return this.missing.find(({ start }) => start < framed.start
      || (start < (next?.start ?? Infinity) && this.wordsBetween(framed.start, start) <= this.wordsBetween(start, next?.start ?? Infinity)));
  }

  /** Goes to the words by word steps, marks them, and all their other places with them; then back to where the review was. */
  private async markMissing(missing: GoldAnnotation, before: Sight): Promise<Sight> {
    const { start, end, label } = missing;
    let sight = before;
    const goTo = async (key: string): Promise<void> => {
      const from = sight.cursor;
      sight = await this.pressAndSee(key, ({ cursor }) => cursor !== from);
    };
    while (sight.cursor < start) await goTo('Control+ArrowRight');
    while (sight.cursor > start && this.wordsBetween(start, sight.cursor) > 1) await goTo('Control+ArrowLeft');
    while (sight.cursor > start) await goTo('ArrowLeft');
    while (sight.cursor < start) await goTo('ArrowRight');
    await this.pressSeeing(keysFor(label));
    const isMarked = ({ framed }: Sight): boolean => framed?.label === label && framed.decided && framed.start <= start && framed.end > start;
    const goesOn = ({ decided, total, cursor, framed }: Sight): boolean =>
      decided > before.decided && (decided === total || (cursor !== start && framed?.decided === false));
    sight = await this.view.see((next) => isMarked(next) || goesOn(next));
    if (goesOn(sight)) {
      this.noticeShortForms(missing);
      return sight;
    }
    while (sight.framed!.end < end) {
      const last = sight.framed!.end;
      sight = await this.pressAndSee('Shift+Period', (next) => isMarked(next) && next.framed!.end !== last);
    }
    sight = await this.moveEdges(sight.framed!, missing, sight);
    const words = this.wordsOf(missing);
    const others = this.missing.filter((one) => one !== missing && one.label === label && this.wordsOf(one) === words);
    this.missing = this.missing.filter((one) => one !== missing && !others.includes(one));
    if (others.length > 0) sight = await this.markOthers(sight);
    const back = before.framed!;
    return this.pressAndSee(back.start < start ? 'p' : 'n', ({ framed }) => framed?.start === back.start && !framed.decided);
  }

  /** A short form was suggested as soon as its full name was accepted: so were the others, and all are seen on the page. */
  private noticeShortForms(one: GoldAnnotation): void {
    const full = this.gold.find((name) => name.label === one.label && name.end - name.start > one.end - one.start && this.wordsOf(name).includes(this.wordsOf(one)));
    if (!full) throw new Error(`${this.wordsOf(one)} was suggested meanwhile, without a longer name`);
    const isSeen = (other: GoldAnnotation): boolean => other.label === one.label && this.wordsOf(full).includes(this.wordsOf(other));
    const seen = this.missing.filter(isSeen);
    this.missing = this.missing.filter((other) => !isSeen(other));
    this.marks = [...this.marks, ...seen].sort((left, right) => left.start - right.start);
  }

  private async markOthers(before: Sight): Promise<Sight> {
    const keys = this.keys;
    await this.press('e');
    await this.window.page.locator('.quick-input-list .monaco-list-row').first().waitFor();
    await this.press('Enter');
    await this.window.waitUntilListIsGone();
    const sight = await this.view.see(({ decided }) => decided > before.decided);
    this.keysForOthers.push(this.keys - keys);
    return sight;
  }

  /** Whether all that is left has been seen and at most one of it is wrong. */
  private canFinishAtOnce(framed: Framed, { decided, total }: Sight): boolean {
    const left = this.leftFrom(framed);
    return this.missing.length === 0 && left.length === total - decided && left.length > 2 && left.length <= SEEN_AT_ONCE && left.filter((mark) => !this.isRight(mark)).length <= 1;
  }

  /** Puts the one that is wrong right, from whichever side it is nearer, and accepts all others at once. */
  private async finish(before: Sight): Promise<Sight> {
    const left = this.leftFrom(before.framed!);
    const wrong = left.findIndex((mark) => !this.isRight(mark));
    let sight = before;
    if (wrong >= 0) {
      const [key, times] = wrong <= left.length - wrong ? ['n', wrong] : ['p', left.length - wrong];
      for (let step = 0; step < times; step++) {
        const last = sight;
        sight = await this.pressAndSee(key, ({ shown, framed }) => shown !== last.shown && framed !== undefined && framed.start !== last.framed?.start);
      }
      sight = await this.decide(sight.framed!, sight);
    }
    const open = sight.total - sight.decided;
    await this.press('b');
    await this.window.waitForText('.quick-input-list .monaco-list-row.focused', `Accept ${open}`);
    await this.press('Enter');
    await this.window.waitUntilListIsGone();
    return this.view.see(({ decided, total }) => decided === total);
  }

  private leftFrom(framed: Framed): readonly Mark[] {
    return this.marks.filter(({ start, layer }) => start >= framed.start && (layer === framed.layer || start > framed.start));
  }

  private isRight(mark: Mark): boolean {
    const right = this.rightFor(mark);
    return right !== undefined && right.label === mark.label && (mark.layer === 'duplicate' || right.end === mark.end);
  }

  private rightFor(mark: Mark): GoldAnnotation | undefined {
    const candidates = this.gold.filter((one) => one.layer === mark.layer && overlaps(one, mark));
    return candidates.find(({ start, end }) => start === mark.start && end === mark.end) ?? candidates.at(0);
  }

  private async pressAndSee(key: string, isWanted: (sight: Sight) => boolean): Promise<Sight> {
    await this.press(key);
    return this.view.see(isWanted);
  }

  /** Presses keys; the letters after `m` when the list is there, Enter when they have found the label. */
  private async pressSeeing(keys: readonly string[]): Promise<void> {
    for (const key of keys) {
      await this.press(key);
      if (key === 'm') await this.window.page.locator('.quick-input-list .monaco-list-row').first().waitFor();
    }
    if (keys.includes('m')) await this.window.waitUntilListIsGone();
  }

  private async press(...keys: readonly string[]): Promise<void> {
    this.keys += keys.length;
    await this.window.press(...keys);
  }

  private wordsOf({ start, end }: Span): string {
    return this.text.slice(start, end).replace(/\s/gu, '');
  }

  /** Characters that are no white space between two offsets; none where the second is not after the first. */
  private letters(from: number, to: number): number {
    return this.wordsOf({ start: from, end: Math.max(from, to) }).length;
  }

  private wordsBetween(from: number, to: number): number {
    return [...this.words.segment(this.text.slice(Math.min(from, to), Math.max(from, to)))].length;
  }
}

function keysFor(label: string): readonly string[] {
  const digit = DIGITS.indexOf(label) + 1;
  return digit > 0 ? [String(digit % 10)] : ['m', ...label.slice(0, 3), 'Enter'];
}
