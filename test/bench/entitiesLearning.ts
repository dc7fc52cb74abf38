import { readFileSync } from 'node:fs';
import { ENTITIES } from '../../src/build/entityData';
import { loadJieba } from '../../src/build/jieba';
import type { EntityLabel } from '../../src/annotations/model';
import type { LabelledSpan } from '../../src/entities/entity';
import { KnownNames, type AcceptedName, type RejectedName } from '../../src/entities/knownNames';
import { unpackModel } from '../../src/analysis/modelFile';
import { EntityTagger } from '../../src/entities/tagger';
import { rejectionAt, rejectionKey } from '../../src/entities/workspaceLexicon';
import { LABELS, readShared } from './entityBenchData';
import { f1, scoreEntities, type GoldLine, type ScoreRow } from './entityScore';

/**
 * An editor decides page after page, as in the product: what is suggested with all that was learned so far is accepted or
 * rejected, what is missing is added by hand, names and rejections go to the lexicon, each sentence is a lesson. Measured
 * are the names of sentences that are never decided, now and then, and the suggestions on the pages as they come, before
 * they are decided; both beside those of the shipped model on the same sentences. Two editors, since what one leaves
 * unmarked the other marks: of an encyclopaedia and of a newspaper.
 */
const PAGE = 10;
const STOPS = [0, 300, 1000, 2000];
/** The sentences of the sets one after the other are decided up to the last stop; those behind it never are. */
const EDITORS = [
  { name: 'encyclopaedia', sets: ['uner-gsdsimp.train', 'uner-gsdsimp.dev'] },
  { name: 'newspaper', sets: ['msra.dev'] },
] as const;

type Counts = Omit<ScoreRow, 'label'>;
const NOTHING: Counts = { right: 0, predicted: 0, gold: 0 };

class Editor {
  private readonly tagger = newTagger();
  private readonly accepted = new Map<string, AcceptedName>();
  private readonly rejected = new Map<string, RejectedName>();
  private readonly spent = { learning: 0, longest: 0, rehearsing: 0 };
  private readonly unseen: readonly GoldLine[];

  constructor(private readonly name: string, private readonly lines: readonly GoldLine[]) {
    this.unseen = lines.slice(STOPS.at(-1));
  }

  work(): void {
    const shipped = newTagger();
    const atFirst = percent(scoreOf(shipped, this.unseen));
    let contradicted = 0;
    let decided = 0;
    for (const stop of STOPS) {
      let [suggested, without] = [NOTHING, NOTHING];
      for (; decided < stop; decided += PAGE) {
        const page = this.lines.slice(decided, decided + PAGE);
        without = added(without, scoreEntities(page, suggestionsOn(shipped, page), LABELS, true).rows.at(-1)!);
        suggested = added(suggested, this.decide(page));
        this.learn(page);
        contradicted += this.contradictions(page);
      }
      console.log(`${this.name}, after ${decided} sentences: F1 of ${this.unseen.length} unseen ones ${percent(scoreOf(this.tagger, this.unseen, this.known()))}`
        + `, without the lexicon ${percent(scoreOf(this.tagger, this.unseen))}, of the shipped model ${atFirst}`
        + `${decided === 0 ? '' : `; of the suggestions on the pages since the last line ${percent(suggested)}, of the shipped model ${percent(without)}`}`);
    }
    const { learning, longest, rehearsing } = this.spent;
    console.log(`a lesson ${(learning / decided).toFixed(1)} ms, at most ${longest.toFixed(0)} ms; going over earlier ones ${(rehearsing / decided).toFixed(1)} ms a lesson, in the background`);
    console.log(`${this.tagger.learned.encode().length} bytes to keep; decisions contradicted: ${contradicted}`);
  }

  private known(): KnownNames {
    return new KnownNames(this.accepted.values(), this.rejected.values());
  }

  private decide(page: readonly GoldLine[]): Counts {
    const suggestions = suggestionsOn(this.tagger, page, this.known());
    page.forEach(({ text, entities }, index) => {
      for (const span of suggestions[index]) {
        if (entities.some((name) => same(name, span))) continue;
        const rejection = rejectionAt(text, span.start, span.end);
        this.rejected.set(rejectionKey(rejection), rejection);
      }
      for (const { start, end, label } of entities) {
        const name = text.slice(start, end);
        this.accepted.set(name, { name, label: label as EntityLabel });
        this.rejected.delete(rejectionKey(rejectionAt(text, start, end)));
      }
    });
    return scoreEntities(page, suggestions, LABELS, true).rows.at(-1)!;
  }

  private learn(page: readonly GoldLine[]): void {
    for (const { text, entities } of page) {
      const started = performance.now();
      this.tagger.learn({ text, kind: 'body' }, entities.map(({ start, end, label }) => ({ start, end, label: label as EntityLabel })));
      const took = performance.now() - started;
      this.spent.learning += took;
      this.spent.longest = Math.max(this.spent.longest, took);
    }
    const started = performance.now();
    while (this.tagger.rehearse());
    this.spent.rehearsing += performance.now() - started;
  }

  /** Suggestions on a decided page that say something else than its decisions: an accepted name with another label, a rejected one again. */
  private contradictions(page: readonly GoldLine[]): number {
    const suggestions = suggestionsOn(this.tagger, page, this.known());
    return page.reduce((sum, { text, entities }, index) => sum + suggestions[index].filter((span) =>
      entities.some((name) => name.start === span.start && name.end === span.end && name.label !== span.label && this.accepted.get(text.slice(name.start, name.end))?.label === name.label)
      || (this.rejected.has(rejectionKey(rejectionAt(text, span.start, span.end))) && !entities.some((name) => same(name, span)))).length, 0);
  }
}

function same(left: { start: number; end: number; label: string }, right: LabelledSpan): boolean {
  return left.start === right.start && left.end === right.end && left.label === right.label;
}

function newTagger(): EntityTagger {
  return new EntityTagger(unpackModel(readFileSync(`${ENTITIES}model/entities.bin`)), loadJieba());
}

function suggestionsOn(tagger: EntityTagger, page: readonly GoldLine[], known?: KnownNames): readonly (readonly LabelledSpan[])[] {
  return tagger.tagPage(page.map(({ text }) => ({ text, kind: 'body' })), known);
}

function scoreOf(tagger: EntityTagger, lines: readonly GoldLine[], known?: KnownNames): Counts {
  return scoreEntities(lines, lines.map(({ text }) => tagger.tagPage([{ text, kind: 'body' }], known)[0]), LABELS, true).rows.at(-1)!;
}

function added(left: Counts, right: Counts): Counts {
  return { right: left.right + right.right, predicted: left.predicted + right.predicted, gold: left.gold + right.gold };
}

function percent(counts: Counts): string {
  return (100 * f1({ label: 'all', ...counts })).toFixed(1);
}

for (const { name, sets } of EDITORS) {
  const lines = sets.flatMap((set) => readShared(set) ?? []);
  if (lines.length > 0) new Editor(name, lines).work();
  else console.log(`${name}: the development sets are not here`);
}
