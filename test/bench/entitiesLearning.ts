import { readFileSync } from 'node:fs';
import { ENTITIES } from '../../src/build/entityData';
import { loadJieba } from '../../src/build/jieba';
import type { EntityLabel } from '../../src/annotations/model';
import { KnownNames, type AcceptedName } from '../../src/entities/knownNames';
import { decodeModel } from '../../src/entities/model';
import { EntityTagger } from '../../src/entities/tagger';
import { readShared, scoreShared } from './entityBenchData';
import { f1 } from './entityScore';

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
      const known = new KnownNames(spans.map(({ start, end, label }) => ({ name: text.slice(start, end), label })));
      const found = tagger.tagParagraph({ text, kind: 'body' }, known);
      contradicted += spans.filter((span) => found.some((other) => other.start === span.start && other.end === span.end && other.label !== span.label)).length;
    }
    const rows = scoreShared('uner-gsdsimp.dev', unseen, tagger).rows;
    console.log(`after ${decided} sentences: F1 ${(100 * f1(rows.at(-1)!)).toFixed(1)}, ${(spent / Math.max(1, decided)).toFixed(1)} ms a sentence, ${tagger.learned.size} features changed`);
  }
  console.log(`decisions contradicted: ${contradicted}`);
}
