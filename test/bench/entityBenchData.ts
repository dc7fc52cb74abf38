import { existsSync, readFileSync } from 'node:fs';
import { divisionNames, readDivisions } from '../../src/build/divisions';
import { readLexicons } from '../../src/build/entityData';
import type { LexiconWords } from '../../src/entities/lexicon';
import type { Segmenter } from '../../src/entities/segmenter';
import type { EntityTagger } from '../../src/entities/tagger';
import { scoreEntities, type GoldLine, type Outcome, type ScoreRow } from './entityScore';

/** Development sets that are measured where they are at hand, and never trained on. */
const SHARED = '../shared/ner/';
export const SHARED_SETS = ['seed-000', 'msra.dev', 'uner-gsdsimp.dev'];
export const LABELS = ['PERSON', 'ORG', 'PLACE'];

/** The lines of a development set; null where it is not at hand. */
export function readShared(name: string): GoldLine[] | null {
  const file = `${SHARED}${name}.jsonl`;
  if (!existsSync(file)) return null;
  return readFileSync(file, 'utf8').split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as GoldLine);
}

/** Scores by label and in all. The lines of a seed are paragraphs of one page, those of other sets pages of one paragraph each. */
export function scoreShared(name: string, gold: readonly GoldLine[], tagger: EntityTagger): { rows: ScoreRow[]; mistakes: string[]; outcomes: Outcome[] } {
  const paragraphs = gold.map(({ text }) => ({ text, kind: 'body' as const }));
  const predicted = name.startsWith('seed') ? tagger.tagPage(paragraphs) : paragraphs.map((paragraph) => tagger.tagPage([paragraph])[0]);
  const outcomes = predicted.flatMap((mentions, index) => mentions.filter(({ label }) => LABELS.includes(label)).map(({ start, end, label, confidence }): Outcome => ({
    confidence, right: gold[index].entities.some((entity) => entity.start === start && entity.end === end && entity.label === label),
  })));
  return { ...scoreEntities(gold, predicted, LABELS, true), outcomes };
}

export function trainingWords(segmenter: Segmenter): LexiconWords {
  return { ...readLexicons(), admin: divisionNames(readDivisions(), segmenter) };
}
