import { corpusGroups, findCorpusCopies, DEFAULT_CORPUS, type CorpusOptions, type CorpusText } from '../../../src/duplicates/corpus';
import { normalise } from '../../../src/duplicates/normalise';
import type { PlantedPair } from './generator';

export interface Score {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** Recall by class. */
  readonly byClass: ReadonlyMap<string, number>;
  /** Pairs found that nobody planted. */
  readonly wrong: readonly (readonly [number, number])[];
  readonly missed: readonly PlantedPair[];
}

/** The paragraphs, normalised, as a corpus in memory. */
export function corpusOf(paragraphs: readonly { readonly text: string }[]): CorpusText {
  const parts = paragraphs.map((paragraph) => normalise(paragraph.text).units);
  const starts = new Int32Array(parts.length + 1);
  parts.forEach((part, index) => { starts[index + 1] = starts[index] + part.length; });
  const units = new Uint16Array(starts[parts.length]);
  parts.forEach((part, index) => { units.set(part, starts[index]); });
  return { units, starts };
}

/** Runs a sliced search to its end. */
export function finish<T>(search: Generator<unknown, T>): T {
  for (;;) {
    const step = search.next();
    if (step.done === true) return step.value;
  }
}

/**
 * The pairs that the groups of a corpus say: all pairs among whole copies, and each quote with the representative and
 * its exact copies. Formula matches say nothing.
 */
export function pairsOfGroups(text: CorpusText, options: CorpusOptions = DEFAULT_CORPUS): Set<string> {
  const found = new Set<string>();
  for (const group of corpusGroups(finish(findCorpusCopies(text, options)))) {
    const whole = group.members.filter((member) => member.kind === 'exact' || member.kind === 'near');
    const exact = group.members.filter((member) => member.kind === 'exact');
    const quotes = group.members.filter((member) => member.kind === 'contains');
    whole.forEach((left, index) => {
      for (const right of whole.slice(index + 1)) found.add(pairName(left.paragraph, right.paragraph));
    });
    for (const quote of quotes) for (const source of exact) found.add(pairName(quote.paragraph, source.paragraph));
  }
  return found;
}

export function scorePairs(found: ReadonlySet<string>, planted: readonly PlantedPair[]): Score {
  const truth = new Set(planted.map((pair) => pairName(pair.left, pair.right)));
  const wrong = [...found].filter((name) => !truth.has(name));
  const missed = planted.filter((pair) => !found.has(pairName(pair.left, pair.right)));
  const precision = (found.size - wrong.length) / Math.max(1, found.size);
  const recall = 1 - missed.length / planted.length;
  const byClass = new Map<string, number>();
  for (const { copyClass } of planted) {
    if (byClass.has(copyClass)) continue;
    const all = planted.filter((pair) => pair.copyClass === copyClass).length;
    byClass.set(copyClass, 1 - missed.filter((pair) => pair.copyClass === copyClass).length / all);
  }
  return {
    precision, recall, f1: (2 * precision * recall) / (precision + recall), byClass,
    wrong: wrong.map((name) => name.split(' ').map(Number) as [number, number]), missed,
  };
}

function pairName(left: number, right: number): string {
  return left < right ? `${left} ${right}` : `${right} ${left}`;
}
