import { ENTITY_LABELS } from '../../annotations/model';
import { Gate } from '../gate';
import type { FeatureFamily } from '../features';
import { BEGIN, SEQUENCE_LABELS, SINGLE, tagOf, tagsOfSpans } from '../labels';
import { Lexicon, type LexiconWords } from '../lexicon';
import { USUAL_CONVENTIONS, type Calibration, type Conventions, type EntityModel } from '../model';
import { NameMatcher } from '../nameMatcher';
import type { LabelledSpan } from '../entity';
import type { Segmenter } from '../segmenter';
import { EntityTagger } from '../tagger';
import { TextView } from '../textView';
import { START_STATE, transitionFeature } from '../transitions';
import { GRAIN, type WeightTable } from '../weightTable';
import { outsideWorks } from '../works';
import { withOtherNames, type TrainingParagraph } from './augment';
import type { NameMaker } from './nameMaker';
import { calibrate, type Outcome } from './calibrate';
import { averageOf } from './averageOf';
import { CrfTrainer } from './crf';
import { GATE_SCALE, GateTrainer } from './trainGate';
import { Random } from './random';

export interface TrainingOptions {
  readonly epochs: number;
  /** How many models are trained, each with its own random numbers; their mean is the model. */
  readonly runs: number;
  /** Step of the first updates; AdaGrad makes later ones smaller. */
  readonly rate: number;
  /** How much of a weight is given up at each touch. */
  readonly decay: number;
  /** How many features the model keeps. */
  readonly rows: number;
  readonly seed: number;
  /** Probability that a feature is hidden from one visit to a text, so that no single one is relied on. */
  readonly dropout: number;
  /** Probability that a name is replaced by an invented one; needs `maker`. */
  readonly renaming: number;
  readonly maker: NameMaker | null;
  /** Probability that an article is read as if part of its names were known already. */
  readonly knowing: number;
  readonly off?: ReadonlySet<FeatureFamily>;
  /** How the articles mark names, where it is not as usual. */
  readonly conventions?: Conventions;
  /** A model to go on from instead of from nothing. */
  readonly from?: EntityModel;
  /** How much of what changes in that model counts: all of it where nothing is said. */
  readonly share?: number;
  readonly report?: (line: string) => void;
}

/** Paragraphs that belong together: one name is one name in all of them. */
export type TrainingArticle = readonly TrainingParagraph[];

/** What only texts that were not trained on can tell. */
export interface Measured {
  readonly calibration: Calibration;
  /** Of the gate, in weights before rounding. */
  readonly threshold: number;
  /** By how much the beginning of a name is made likelier: a missed name costs F1 as much as a false one. */
  readonly opening: number;
}

const UNMEASURED: Measured = { calibration: { slope: 0.02, offset: 0 }, threshold: -Infinity, opening: 0 };

/** Trains a model: the same articles, words and options give the same model, bit by bit. */
export function trainModel(
  articles: readonly TrainingArticle[], words: LexiconWords, segmenter: Segmenter, options: TrainingOptions, measured: Measured = UNMEASURED,
): EntityModel {
  const lexicon = new Lexicon(words);
  const trainers = newTrainers(options);
  trainOn(trainers, articles, lexicon, segmenter, options, GATE_EPOCHS);
  return modelOf(trainers, lexicon, options, measured);
}

/** What is trained: the same texts in the same order make the same of it. */
interface Trainers {
  /** One a run. */
  readonly fields: readonly CrfTrainer[];
  readonly gate: GateTrainer;
}

function newTrainers({ runs, rate, decay, dropout, off, from }: TrainingOptions): Trainers {
  const fields = Array.from({ length: runs }, () => {
    const trainer = new CrfTrainer(rate, decay, dropout, off ?? null);
    if (from) trainer.startFrom(from.table, from.step);
    return trainer;
  });
  return { fields, gate: new GateTrainer(from?.gate) };
}

function trainOn(
  { fields, gate }: Trainers, articles: readonly TrainingArticle[], lexicon: Lexicon, segmenter: Segmenter, options: TrainingOptions, gateEpochs: number,
): void {
  fields.forEach((trainer, run) => { trainOnce(trainer, articles, lexicon, segmenter, options, options.seed + run); });
  trainGate(gate, articles, lexicon, segmenter, options, gateEpochs);
}

function modelOf({ fields, gate }: Trainers, lexicon: Lexicon, options: TrainingOptions, measured: Measured): EntityModel {
  const { from, share = 1 } = options;
  const { table, step } = averageOf(fields, options.rows, from && { model: from, share });
  if (measured.opening > 0) welcomeNames(table, bonusOf(measured.opening, step));
  return {
    table, lexicon, step, calibration: measured.calibration, conventions: options.conventions ?? USUAL_CONVENTIONS,
    gate: gate.finish(measured.threshold),
  };
}

function trainGate(
  trainer: GateTrainer, articles: readonly TrainingArticle[], lexicon: Lexicon, segmenter: Segmenter, options: TrainingOptions, epochs: number,
): void {
  const view = new TextView(lexicon, segmenter);
  const random = new Random(options.seed);
  const order = [...articles];
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    random.shuffle(order);
    for (const article of order) {
      for (const { text, kind, entities } of epoch > 0 ? withNewNames(article, options, random) : article) {
        view.fill(text, kind, []);
        trainer.learn(view, entities);
      }
    }
  }
}

/** The article with a part of its names replaced, where there is a maker of names. */
function withNewNames(article: TrainingArticle, { maker, renaming }: TrainingOptions, random: Random): TrainingArticle {
  if (!maker) return article;
  const renamed = new Map<string, string>();
  return article.map((paragraph) => withOtherNames(paragraph, renaming, maker, random, renamed));
}

function trainOnce(
  trainer: CrfTrainer, articles: readonly TrainingArticle[], lexicon: Lexicon, segmenter: Segmenter, options: TrainingOptions, seed: number,
): void {
  const view = new TextView(lexicon, segmenter);
  const random = new Random(seed);
  const order = [...articles];
  const names = articles.flatMap((article) => namesOf(article));
  for (let epoch = 0; epoch < options.epochs; epoch += 1) {
    random.shuffle(order);
    let loss = 0;
    let total = 0;
    for (const article of order) {
      const read = epoch > 0 ? withNewNames(article, options, random) : article;
      const known = random.chance(options.knowing) ? knownNames(read, names, random) : null;
      for (const { text, kind, entities } of read) {
        view.fill(text, kind, known ? known.find(text).map(({ start, end, value }) => ({ start, end, label: value })) : []);
        const gold = (options.conventions ?? USUAL_CONVENTIONS).marksWorks ? outsideWorks(text, entities) : entities;
        loss += trainer.learn(view, tagsOfSpans(text.length, gold));
        total += text.length;
      }
    }
    options.report?.(`epoch ${epoch + 1}: loss ${(loss / total).toFixed(4)} a character, ${trainer.size} features`);
  }
}

/** Counts of a label on articles that were not trained on. */
export interface HeldOutFigures {
  readonly label: string;
  readonly right: number;
  readonly predicted: number;
  readonly gold: number;
  readonly f1: number;
}

/**
 * Trains twice: first without every fifth article, to measure, to calibrate confidence and to weigh misses against false
 * alarms on those, then on all.
 * @param goesOn whether the second training goes on from the first, through all articles once: that takes half of the time
 */
export function trainWithFigures(
  articles: readonly TrainingArticle[], words: LexiconWords, segmenter: Segmenter, options: TrainingOptions, goesOn = false,
): { model: EntityModel; figures: HeldOutFigures[]; measured: Measured } {
  const isHeldOut = (index: number): boolean => index % FOLDS === FOLDS - 1;
  const lexicon = new Lexicon(words);
  const trainers = newTrainers({ ...options, runs: 1 });
  trainOn(trainers, articles.filter((_, index) => !isHeldOut(index)), lexicon, segmenter, options, GATE_EPOCHS);
  const part = modelOf(trainers, lexicon, options, UNMEASURED);
  const heldOut = articles.filter((_, index) => isHeldOut(index)).flat();
  let opening = 0;
  let best = measure(part, heldOut, segmenter);
  let added = 0;
  for (const bonus of OPENING_BONUSES) {
    welcomeNames(part.table, bonusOf(bonus, part.step) - added);
    added = bonusOf(bonus, part.step);
    const result = measure(part, heldOut, segmenter);
    if (result.f1 <= best.f1) continue;
    best = result;
    opening = bonus;
  }
  const measured: Measured = { calibration: calibrate(best.outcomes), threshold: highestThreshold(part, heldOut, segmenter, options.from), opening };
  if (!goesOn) return { model: trainModel(articles, words, segmenter, options, measured), figures: best.figures, measured };
  trainOn(trainers, articles, lexicon, segmenter, { ...options, epochs: 1 }, 1);
  return { model: modelOf(trainers, lexicon, options, measured), figures: best.figures, measured };
}

/** Micro-averaged F1 of several labels. */
export function f1Of(entries: readonly { readonly right: number; readonly predicted: number; readonly gold: number }[]): number {
  const sum = (key: 'right' | 'predicted' | 'gold'): number => entries.reduce((total, entry) => total + entry[key], 0);
  return (2 * sum('right')) / Math.max(1, sum('predicted') + sum('gold'));
}

/** Every part of the articles measured with a model that was trained on the other parts; the counts of all parts together. */
export function crossValidate(
  articles: readonly TrainingArticle[], words: LexiconWords, segmenter: Segmenter, options: TrainingOptions, folds: number,
): HeldOutFigures[] {
  const total = ENTITY_LABELS.map((label) => ({ label, right: 0, predicted: 0, gold: 0 }));
  for (let fold = 0; fold < folds; fold += 1) {
    const { report } = options;
    const model = trainModel(articles.filter((_, index) => index % folds !== fold), words, segmenter, {
      ...options, ...(report ? { report: (line: string) => { report(`${fold + 1}/${folds}, ${line}`); } } : {}),
    });
    const { figures } = measure(model, articles.filter((_, index) => index % folds === fold).flat(), segmenter);
    figures.forEach(({ right, predicted, gold }, index) => {
      total[index].right += right;
      total[index].predicted += predicted;
      total[index].gold += gold;
    });
  }
  return total.map((entry) => ({ ...entry, f1: f1Of([entry]) }));
}

/**
 * The highest threshold of the gate at which next to no F1 is lost, none where too little was held out to tell.
 * @param from a model that was gone on from: a gate knows less of new examples than of what it comes from, so that it may not shut out more
 */
function highestThreshold(model: EntityModel, heldOut: readonly TrainingParagraph[], segmenter: Segmenter, from: EntityModel | undefined): number {
  if (heldOut.length < LEAST_HELD_OUT) return -Infinity;
  const highest = from ? from.gate.threshold / GATE_SCALE : Infinity;
  const gated = (threshold: number): number => measure({ ...model, gate: new Gate(model.gate.weights, Math.round(threshold * GATE_SCALE)) }, heldOut, segmenter).f1;
  const least = gated(-Infinity) - AFFORDABLE_LOSS;
  return THRESHOLDS.find((threshold) => threshold <= highest && gated(threshold) >= least) ?? -Infinity;
}

/** A bonus in units of a table whose weights are multiples of the grain. */
function bonusOf(bonus: number, step: number): number {
  return Math.round((bonus * step) / GRAIN) * GRAIN;
}

/** Makes the beginning of a name likelier everywhere. */
export function welcomeNames(table: WeightTable, bonus: number): void {
  for (let state = 0; state <= START_STATE; state += 1) {
    const row = table.findOrAdd(transitionFeature(state));
    for (let label = 0; label < SEQUENCE_LABELS.length; label += 1) {
      for (const tag of [tagOf(label, BEGIN), tagOf(label, SINGLE)]) table.set(row, tag, table.get(row, tag) + bonus);
    }
  }
}

function measure(model: EntityModel, paragraphs: readonly TrainingParagraph[], segmenter: Segmenter): { f1: number; figures: HeldOutFigures[]; outcomes: Outcome[] } {
  const tagger = new EntityTagger(model, segmenter);
  const outcomes: Outcome[] = [];
  const counts = new Map(ENTITY_LABELS.map((label) => [label, { label, right: 0, predicted: 0, gold: 0 }]));
  for (const paragraph of paragraphs) {
    const gold = new Set(paragraph.entities.map(({ start, end, label }) => `${start} ${end} ${label}`));
    for (const { label } of paragraph.entities) counts.get(label)!.gold += 1;
    for (const { start, end, label, margin } of tagger.tagWithMargins(paragraph)) {
      const right = gold.has(`${start} ${end} ${label}`);
      counts.get(label)!.predicted += 1;
      if (right) counts.get(label)!.right += 1;
      if (margin !== null) outcomes.push({ margin, right });
    }
  }
  const entries = [...counts.values()];
  return { f1: f1Of(entries), figures: entries.map((entry) => ({ ...entry, f1: f1Of([entry]) })), outcomes };
}

interface NamedLabel {
  readonly name: string;
  readonly label: LabelledSpan['label'];
}

function namesOf(article: TrainingArticle): NamedLabel[] {
  return article.flatMap(({ text, entities }) => entities.map(({ start, end, label }) => ({ name: text.slice(start, end), label })));
}

/** Most names of the article, and some of others, as a workspace would know them. */
function knownNames(article: TrainingArticle, others: readonly NamedLabel[], random: Random): NameMatcher<LabelledSpan['label']> {
  const matcher = new NameMatcher<LabelledSpan['label']>();
  for (const { name, label } of namesOf(article)) if (name.length > 1 && random.chance(0.5)) matcher.add(name, label);
  for (let count = 0; count < 300 && others.length > 0; count += 1) {
    const { name, label } = random.pick(others);
    if (name.length > 1) matcher.add(name, label);
  }
  return matcher;
}

/** In fewer paragraphs too few names stand to say what a gate costs. */
const LEAST_HELD_OUT = 150;
/** Tried one after the other, in weights before rounding. */
const THRESHOLDS = [-1.5, -2, -2.5, -3, -3.5, -4, -5, -6];
/** F1 that the gate may cost on texts that were not trained on. */
const AFFORDABLE_LOSS = 0.006;
/** Tried one after the other, in weights before rounding. */
const OPENING_BONUSES = [0.2, 0.4];
const GATE_EPOCHS = 4;
/** Every so many articles one is held out. */
const FOLDS = 5;
