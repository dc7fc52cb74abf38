import { composeParagraph } from './composeNews';
import { quoteOf, wholeCopy, WHOLE_CLASSES, type CopyClass } from './plantCopies';
import { Random } from './random';

/** A pair of paragraphs that are copies, by index, and the harder of the ways in which they were changed. */
export interface PlantedPair {
  readonly left: number;
  readonly right: number;
  readonly copyClass: CopyClass;
}

export interface PlantedCorpus {
  readonly paragraphs: readonly { readonly text: string }[];
  readonly pairs: readonly PlantedPair[];
}

/**
 * A corpus with `families` originals, each with a copy or two in the class that is its turn, among three times as many
 * paragraphs that nobody copied, in random order. The same seed gives the same corpus.
 */
export function plantedCorpus(seed: number, families: number, classes: readonly CopyClass[]): PlantedCorpus {
  const random = new Random(seed);
  const texts: string[] = [];
  const pairs: PlantedPair[] = [];
  for (let family = 0; family < families; family++) {
    const copyClass = classes[family % classes.length];
    const sentences = composeParagraph(random, copyClass === 'reordered' ? 3 : 2, 5);
    const original = texts.push(sentences.join('')) - 1;
    for (const copy of copiesOf(random, sentences, copyClass)) {
      pairs.push({ left: original, right: texts.push(copy) - 1, copyClass });
    }
    for (let filler = 0; filler < 3; filler++) texts.push(composeParagraph(random).join(''));
  }
  const places = random.shuffled(texts.map((_, index) => index));
  const paragraphs = texts.map((text) => ({ text }));
  texts.forEach((text, index) => { paragraphs[places[index]] = { text }; });
  return {
    paragraphs,
    pairs: pairs.map(({ left, right, copyClass }) => ({ left: places[left], right: places[right], copyClass })),
  };
}

function copiesOf(random: Random, sentences: readonly string[], copyClass: CopyClass): string[] {
  const text = sentences.join('');
  switch (copyClass) {
    case 'split': {
      const middle = Math.ceil(sentences.length / 2);
      return [sentences.slice(0, middle).join(''), sentences.slice(middle).join('')].filter((part) => part.length >= 30);
    }
    case 'merged': return [random.shuffled([text, composeParagraph(random).join('')]).join('')];
    case 'quote': return [quoteOf(random, text, 0)];
    case 'quote5': return [quoteOf(random, text, 0.05)];
    default: return [wholeCopy(random, sentences, copyClass)];
  }
}

export const ALL_CLASSES: readonly CopyClass[] = [...WHOLE_CLASSES, 'split', 'merged', 'quote', 'quote5'];
