import { readFileSync } from 'node:fs';
import { ENTITIES } from '../../src/build/entityData';
import { loadJieba } from '../../src/build/jieba';
import type { EntityLabel } from '../../src/annotations/model';
import { KnownNames, type AcceptedName } from '../../src/entities/knownNames';
import { decodeModel } from '../../src/entities/model';
import { EntityTagger } from '../../src/entities/tagger';
import { LABELS, readShared, scoreShared } from './entityBenchData';
import { f1, scoreEntities, type ScoreRow } from './entityScore';
import type { LabelledSpan } from '../../src/entities/entity';

/** An editor decides sentence after sentence; after some hundreds the names of sentences not seen yet are measured. */
const STOPS = [0, 300, 1000, 2000];
const gold = readShared('uner-gsdsimp.train');
const unseen = readShared('uner-gsdsimp.dev');
if (!gold || !unseen) {
  console.log('the development sets are not here');
} else {
  const tagger = new EntityTagger(decodeModel(readFileSync(`${ENTITIES}model/entities.bin`)), loadJieba());
  const accepted: AcceptedName[] = [];
  let spent = 0;
  let contradicted = 0;
  let decided = 0;
  for (const stop of STOPS) {
    for (; decided < stop; decided += 1) {
      const { text, entities } = gold[decided];
      const spans = entities.map(({ start, end, label }) => ({ start, end, label: label as EntityLabel }));
      const started = performance.now();
      tagger.learn({ text, kind: 'body' }, spans);
      spent += performance.now() - started;
      for (const { start, end, label } of spans) accepted.push({ name: text.slice(start, end), label });
      contradicted += contradictions(tagger, text, spans);
    }
    const rows = scoreShared('uner-gsdsimp.dev', unseen, tagger).rows;
    const lexicon = new KnownNames(accepted);
    const withLexicon = scoreEntities(unseen, unseen.map((line) => tagger.tagPage([{ text: line.text, kind: 'body' }], lexicon)[0]), LABELS, true).rows;
    console.log(`after ${decided} sentences: F1 ${percent(rows.at(-1)!)}, with the accepted names as lexicon ${percent(withLexicon.at(-1)!)}, `
      + `${(spent / Math.max(1, decided)).toFixed(1)} ms a sentence, ${tagger.learned.size} features changed`);
  }
  console.log(`decisions contradicted: ${contradicted}`);
}

/** Decides what is suggested, then asks again: accepted names must keep their label, rejected ones must not come back. */
function contradictions(asked: EntityTagger, text: string, gold: readonly LabelledSpan[]): number {
  const same = (left: LabelledSpan, right: LabelledSpan): boolean => left.start === right.start && left.end === right.end;
  const rejected = asked.tagParagraph({ text, kind: 'body' }).filter((found) => !gold.some((span) => same(span, found)));
  const known = new KnownNames(
    gold.map(({ start, end, label }) => ({ name: text.slice(start, end), label })),
    rejected.map(({ start, end }) => ({ name: text.slice(start, end), before: text.slice(0, start), after: text.slice(end) })),
  );
  const again = asked.tagParagraph({ text, kind: 'body' }, known);
  return again.filter((found) => gold.some((span) => same(span, found) && span.label !== found.label) || rejected.some((span) => same(span, found))).length;
}

function percent(row: ScoreRow): string {
  return (100 * f1(row)).toFixed(1);
}
