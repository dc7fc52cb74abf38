import { readFileSync } from 'node:fs';
import { ENTITIES } from '../../src/build/entityData';
import { loadJieba } from '../../src/build/jieba';
import type { EntityLabel } from '../../src/annotations/model';
import type { LabelledSpan } from '../../src/entities/entity';
import { KnownNames, type AcceptedName, type RejectedName } from '../../src/entities/knownNames';
import { decodeModel } from '../../src/entities/model';
import { EntityTagger } from '../../src/entities/tagger';
import { rejectionAt } from '../../src/entities/workspaceLexicon';
import { LABELS, readShared, scoreShared } from './entityBenchData';
import { f1, scoreEntities, type GoldLine, type ScoreRow } from './entityScore';

/**
 * An editor decides page after page, as in the product: what is suggested with all that was learned so far is accepted or
 * rejected, what is missing is added by hand, names and rejections go to the lexicon, each sentence is a lesson. Now and
 * then the names of sentences that were never decided are measured.
 */
const PAGE = 10;
const STOPS = [0, 300, 1000, 2000];
const gold = readShared('uner-gsdsimp.train');
const unseen = readShared('uner-gsdsimp.dev');
if (!gold || !unseen) {
  console.log('the development sets are not here');
} else {
  const tagger = new EntityTagger(decodeModel(readFileSync(`${ENTITIES}model/entities.bin`)), loadJieba());
  const accepted: AcceptedName[] = [];
  const rejected: RejectedName[] = [];
  const spent = { learning: 0, longest: 0, rehearsing: 0 };
  let suggested = { right: 0, predicted: 0, gold: 0 };
  let contradicted = 0;
  let decided = 0;
  for (const stop of STOPS) {
    for (; decided < stop; decided += PAGE) {
      const page = gold.slice(decided, decided + PAGE);
      suggested = added(suggested, decide(tagger, page));
      for (const line of page) learn(tagger, line);
      const started = performance.now();
      while (tagger.rehearse());
      spent.rehearsing += performance.now() - started;
      contradicted += contradictions(tagger, page);
    }
    const rows = scoreShared('uner-gsdsimp.dev', unseen, tagger).rows;
    const lexicon = new KnownNames(accepted, rejected);
    const withLexicon = scoreEntities(unseen, unseen.map((line) => tagger.tagPage([{ text: line.text, kind: 'body' }], lexicon)[0]), LABELS, true).rows;
    console.log(`after ${decided} sentences: F1 of unseen ones ${percent(withLexicon.at(-1)!)}, without the lexicon ${percent(rows.at(-1)!)}; `
      + `of the suggestions on the pages since the last line ${percent({ label: 'all', ...suggested })}; ${tagger.learned.size} features changed`);
    suggested = { right: 0, predicted: 0, gold: 0 };
  }
  console.log(`a lesson ${(spent.learning / decided).toFixed(1)} ms, at most ${spent.longest.toFixed(0)} ms; going over earlier ones ${(spent.rehearsing / decided).toFixed(1)} ms a lesson, in the background`);
  console.log(`${tagger.learned.encode().length} bytes to keep; decisions contradicted: ${contradicted}`);

  function decide(asked: EntityTagger, page: readonly GoldLine[]): Omit<ScoreRow, 'label'> {
    const suggestions = suggestionsOn(asked, page);
    page.forEach(({ text, entities }, index) => {
      for (const span of suggestions[index]) if (!entities.some((name) => same(name, span))) rejected.push(rejectionAt(text, span.start, span.end));
      for (const { start, end, label } of entities) accepted.push({ name: text.slice(start, end), label: label as EntityLabel });
    });
    return scoreEntities(page, suggestions, LABELS, true).rows.at(-1)!;
  }

  function suggestionsOn(asked: EntityTagger, page: readonly GoldLine[]): readonly (readonly LabelledSpan[])[] {
    return asked.tagPage(page.map(({ text }) => ({ text, kind: 'body' })), new KnownNames(accepted, rejected));
  }

  /** Suggestions on a decided page that say something else than its decisions: an accepted name with another label, a rejected one again. */
  function contradictions(asked: EntityTagger, page: readonly GoldLine[]): number {
    const suggestions = suggestionsOn(asked, page);
    return page.reduce((sum, { text, entities }, index) => sum + suggestions[index].filter((span) =>
      entities.some((name) => name.start === span.start && name.end === span.end && name.label !== span.label && lastLabel(text.slice(name.start, name.end)) === name.label)
      || rejected.some((one) => rejectionMatches(one, text, span) && !entities.some((name) => same(name, span)))).length, 0);
  }

  function lastLabel(name: string): string | undefined {
    return accepted.findLast((one) => one.name === name)?.label;
  }

  function learn(asked: EntityTagger, { text, entities }: GoldLine): void {
    const started = performance.now();
    asked.learn({ text, kind: 'body' }, entities.map(({ start, end, label }) => ({ start, end, label: label as EntityLabel })));
    const took = performance.now() - started;
    spent.learning += took;
    spent.longest = Math.max(spent.longest, took);
  }
}

function rejectionMatches({ name, before, after }: RejectedName, text: string, { start, end }: LabelledSpan): boolean {
  const here = rejectionAt(text, start, end);
  return here.name === name && here.before === before && here.after === after;
}

function same(left: { start: number; end: number; label: string }, right: LabelledSpan): boolean {
  return left.start === right.start && left.end === right.end && left.label === right.label;
}

function added(left: Omit<ScoreRow, 'label'>, right: Omit<ScoreRow, 'label'>): Omit<ScoreRow, 'label'> {
  return { right: left.right + right.right, predicted: left.predicted + right.predicted, gold: left.gold + right.gold };
}

function percent(row: ScoreRow): string {
  return (100 * f1(row)).toFixed(1);
}
