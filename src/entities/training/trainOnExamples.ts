import type { Conventions, EntityModel } from '../model';
import type { Segmenter } from '../segmenter';
import { shareOf } from '../share';
import { crossValidate, trainWithFigures, type HeldOutFigures, type TrainingArticle, type TrainingOptions } from './trainModel';

/** Characters read in all rounds together: about a minute's worth. */
const WORKLOAD = 10_000_000;
const ROUNDS = { least: 3, most: 8 } as const;
/** Keeps the file under 3 MB; fewer cost F1 where there are many examples. */
const FEATURES = 230_000;

export interface ExampleTraining {
  /** In how many parts the articles are divided, to measure on each what was learned from the others; 0: a fifth is left out once. */
  readonly folds: number;
  readonly report?: (line: string) => void;
}

/**
 * A model from a person's own articles, going on from a given one, whose word lists it keeps. The same input gives the
 * same model, bit by bit.
 * @returns the model, and how one trained the same way does on articles that it has not seen
 */
export function trainOnExamples(
  articles: readonly TrainingArticle[], from: EntityModel, segmenter: Segmenter, { folds, report }: ExampleTraining,
): { model: EntityModel; figures: readonly HeldOutFigures[] } {
  const characters = articles.flat().reduce((sum, { text }) => sum + text.length, 0);
  const epochs = Math.max(ROUNDS.least, Math.min(ROUNDS.most, Math.round(WORKLOAD / Math.max(1, characters))));
  const options: TrainingOptions = {
    runs: 1, epochs, rate: 0.03, decay: 0.001, dropout: 0.2, renaming: 0, knowing: 0.05, rows: FEATURES, seed: 1, maker: null, from, share: shareOf(articles.flat().length), conventions: conventionsOf(articles),
    ...(report ? { report } : {}),
  };
  const { words } = from.lexicon;
  const measured = folds > 0 ? crossValidate(articles, words, segmenter, options, folds) : null;
  const { model, figures } = trainWithFigures(articles, words, segmenter, options, true);
  return { model, figures: measured ?? figures };
}

/** Joined places: fewer than one place in fifty that follows another without a gap. */
function conventionsOf(articles: readonly TrainingArticle[]): Conventions {
  const names = articles.flat().map(({ entities }) => entities);
  const places = names.flat().filter(({ label }) => label === 'PLACE').length;
  const touching = names.reduce((sum, entities) =>
    sum + entities.filter(({ start, label }, index) => label === 'PLACE' && entities[index - 1]?.label === 'PLACE' && entities[index - 1].end === start).length, 0);
  return { marksWorks: names.some((entities) => entities.some(({ label }) => label === 'WORK')), joinsPlaces: touching * 50 < places };
}
