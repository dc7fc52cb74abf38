import { readFileSync, writeFileSync } from 'node:fs';
import { ENTITIES } from '../../src/build/entityData';
import { loadJieba } from '../../src/build/jieba';
import { unpackModel } from '../../src/analysis/modelFile';
import { EntityTagger } from '../../src/entities/tagger';
import { readShared, scoreShared, SHARED_SETS } from './entityBenchData';
import { percentRow, reliability } from './entityScore';

/**
 * The shipped model on the development sets: exact span and label, adjacent places joined.
 * `--errors N` prints N mistakes a set, `--predictions DIR` writes what was found in the form the score script reads.
 */
const argument = (name: string): string | undefined => (process.argv.includes(name) ? process.argv[process.argv.indexOf(name) + 1] : undefined);
const errors = Number(argument('--errors') ?? 0);
const predictions = argument('--predictions');

const segmenter = loadJieba();
segmenter.cut('热身');
const started = performance.now();
const model = unpackModel(readFileSync(`${ENTITIES}model/entities.bin`));
console.log(`model loaded in ${(performance.now() - started).toFixed(0)} ms, ${model.table.rows} features`);
const tagger = new EntityTagger(model, segmenter);

for (const name of SHARED_SETS) {
  const gold = readShared(name);
  if (!gold) {
    console.log(`${name}: not here`);
    continue;
  }
  const { rows, mistakes, outcomes } = scoreShared(name, gold, tagger);
  console.log(name);
  for (const row of rows) console.log(`  ${percentRow(row)}`);
  for (const line of reliability(outcomes)) console.log(`    ${line}`);
  for (const mistake of mistakes.slice(0, errors)) console.log(`    ${mistake}`);
  if (predictions !== undefined) {
    const lines = gold.map(({ text }) => JSON.stringify({ text, entities: tagger.tagPage([{ text, kind: 'body' }])[0] }));
    writeFileSync(`${predictions}/${name}.jsonl`, `${lines.join('\n')}\n`);
  }
}
