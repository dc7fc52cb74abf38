import type { Layer } from '../../src/annotations/model';
import type { Span } from '../../src/page/span';
import type { UserWindow } from './userWindow';

/** The labels as an English VS Code shows them. */
const LABELS: Readonly<Record<string, string>> = {
  Person: 'PERSON', Organisation: 'ORG', Place: 'PLACE', Work: 'WORK', Count: 'cardinal', Ordinal: 'ordinal', Percent: 'percent',
  Money: 'money', Measure: 'measure', Date: 'date', Time: 'time', Duration: 'duration', Age: 'age', Ratio: 'ratio',
};
const NAMES: readonly string[] = ['PERSON', 'ORG', 'PLACE', 'WORK'];

/** The annotation in the frame, as far as the screen tells it. */
export interface Framed extends Span {
  readonly layer: Layer;
  /** An EntityLabel or a NumberKind; `copy` for a copied passage. */
  readonly label: string;
  readonly decided: boolean;
}

/** What an editor reads off the status bar. */
export interface Sight {
  readonly decided: number;
  readonly total: number;
  /** The offset of the cursor in the page, in UTF-16 code units. */
  readonly cursor: number;
  /** Undefined also while the cursor does not stand at the start of the words that the status bar shows. */
  readonly framed: Framed | undefined;
  /** The three entries as they are shown: another text is another sight. */
  readonly shown: string;
}

/** Characters between the beginning and the end of a passage, of which the status bar shows no more. */
const LONGEST_WORDS = 2000;

const SHOWN = `['newsAnnotator.progress', 'newsAnnotator.review', 'status.editor.selection']
  .map((id) => document.querySelector('.statusbar-item[id$="' + id + '"]')?.textContent ?? '').join('\\n').replaceAll('\\u00a0', ' ')`;

/** Reads the screen for the simulated editor. */
export class EditorsView {
  private readonly lineStarts: readonly number[];

  constructor(private readonly window: UserWindow, readonly text: string) {
    this.lineStarts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  }

  /** What is on the screen as soon as it is wanted: the entries of the status bar change one after the other. */
  async see(isWanted: (sight: Sight) => boolean): Promise<Sight> {
    for (;;) {
      const shown = await this.window.page.evaluate<string>(SHOWN);
      const sight = this.read(shown);
      if (sight && isWanted(sight)) return sight;
      try {
        await this.window.page.waitForFunction(`${SHOWN} !== ${JSON.stringify(shown)}`);
      } catch (error) {
        throw new Error(`the screen stays at\n${shown}`, { cause: error });
      }
    }
  }

  private read(shown: string): Sight | undefined {
    const [progress, review, place] = shown.split('\n');
    const counts = /(\d+) \/ (\d+)/.exec(progress);
    const position = /Ln (\d+), Col (\d+)/.exec(place);
    if (!counts || !position) return undefined;
    const cursor = this.lineStarts[Number(position[1]) - 1] + Number(position[2]) - 1;
    const parts = review.split('  —  ')[0].trim().split(' · ');
    const framed = parts.length > 2 ? this.framed(parts, cursor) : undefined;
    return { decided: Number(counts[1]), total: Number(counts[2]), cursor, framed, shown };
  }

  private framed([name, quote, ...rest]: readonly string[], cursor: number): Framed | undefined {
    const label = LABELS[name] as string | undefined ?? 'copy';
    const layer = label === 'copy' ? 'duplicate' : NAMES.includes(label) ? 'entity' : 'number';
    const [head, tail] = quote.split('…') as [string, string | undefined]; // long words are cut in the middle
    const end = this.endOf(cursor, head, tail);
    return end === undefined ? undefined : { start: cursor, end, layer, label, decided: rest.includes('Accepted') || rest.includes('Rejected') };
  }

  /** Where the words end that begin at an offset, line breaks among them or not; undefined where other words stand there. */
  private endOf(start: number, head: string, tail: string | undefined): number | undefined {
    let at = this.endOfWords(start, head);
    if (at === undefined || tail === undefined) return at;
    for (const most = at + LONGEST_WORDS; at < most; at++) {
      const end = this.endOfWords(at, tail);
      if (end !== undefined) return end;
    }
    return undefined;
  }

  private endOfWords(start: number, words: string): number | undefined {
    let at = start;
    for (const sign of words) {
      while (this.text[at] === '\n') at++;
      if (!this.text.startsWith(sign, at)) return undefined;
      at += sign.length;
    }
    return at;
  }
}
