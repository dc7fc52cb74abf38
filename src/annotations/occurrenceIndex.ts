/** Places of one pair of characters looked at: a quote made of the commonest characters is not worth more. */
const MOST_PLACES = 5000;

/** Finds where words stand in a text, without reading all of it for each of many words. */
export class OccurrenceIndex {
  private readonly pairs = new Map<number, number[]>();

  constructor(private readonly text: string) {
    for (let at = 0; at + 1 < text.length; at++) {
      const key = pairAt(text, at);
      const places = this.pairs.get(key);
      if (places) places.push(at);
      else this.pairs.set(key, [at]);
    }
  }

  /** Where the words start, in order; undefined where they are too common to say. A single character is searched as it is. */
  places(words: string): readonly number[] | undefined {
    if (words.length === 1) return this.placesOfCharacter(words);
    let rarest: readonly number[] = [];
    let shift = 0;
    for (let at = 0; at + 1 < words.length; at++) {
      const places = this.pairs.get(pairAt(words, at));
      if (!places) return [];
      if (at > 0 && places.length >= rarest.length) continue;
      rarest = places;
      shift = at;
    }
    if (rarest.length > MOST_PLACES) return undefined;
    return rarest.map((place) => place - shift).filter((place) => place >= 0 && this.text.startsWith(words, place));
  }

  private placesOfCharacter(character: string): readonly number[] | undefined {
    const places: number[] = [];
    for (let at = this.text.indexOf(character); at >= 0; at = this.text.indexOf(character, at + 1)) {
      places.push(at);
      if (places.length > MOST_PLACES) return undefined;
    }
    return places;
  }
}

function pairAt(text: string, at: number): number {
  return text.charCodeAt(at) * 0x10000 + text.charCodeAt(at + 1);
}
