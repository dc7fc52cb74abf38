import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Decoder } from '../../../src/entities/decoder';
import { DecodingTable } from '../../../src/entities/decodingTable';
import { extractFeatures, MAX_FEATURES } from '../../../src/entities/features';
import { closes, END, labelOf, MIDDLE, OUTSIDE, positionOf, SEQUENCE_LABELS, spansOfTags, TAG_COUNT, tagsOfSpans } from '../../../src/entities/labels';
import { Lexicon } from '../../../src/entities/lexicon';
import { Random } from '../../../src/entities/training/random';
import { TextView } from '../../../src/entities/textView';
import { START_STATE, stateAfter, transitionFeature } from '../../../src/entities/transitions';
import { GRAIN, LARGEST_WEIGHT, WeightTable } from '../../../src/entities/weightTable';
import { stubSegmenter } from './segmenterStub';

/** Whether `next` may stand right of `previous`. */
function mayFollow(previous: number, next: number): boolean {
  const position = positionOf(next);
  if (position === MIDDLE || position === END) return !closes(previous) && labelOf(previous) === labelOf(next);
  return closes(previous);
}

describe('tags of characters', () => {
  it('stand for the spans they were made of', () => {
    const pieces = fc.array(fc.record({ gap: fc.integer({ min: 0, max: 3 }), size: fc.integer({ min: 1, max: 5 }), label: fc.constantFrom(...SEQUENCE_LABELS) }));
    fc.assert(fc.property(pieces, (parts) => {
      let at = 0;
      const spans = parts.map(({ gap, size, label }) => {
        const start = at + gap;
        at = start + size;
        return { start, end: at, label };
      });
      assert.deepEqual(spansOfTags(tagsOfSpans(at + 2, spans)), spans);
    }));
  });

  it('leave works to their marks', () => {
    assert.deepEqual([...tagsOfSpans(3, [{ start: 0, end: 2, label: 'WORK' }])], [OUTSIDE, OUTSIDE, OUTSIDE]);
  });
});

describe('the table of weights', () => {
  it('keeps what is set, in rows that do not touch each other', () => {
    const weight = fc.integer({ min: -LARGEST_WEIGHT, max: LARGEST_WEIGHT });
    const entry = fc.tuple(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 0, max: TAG_COUNT - 1 }), weight);
    fc.assert(fc.property(fc.array(entry, { maxLength: 200 }), (entries) => {
      const table = new WeightTable(4);
      const expected = new Map<string, number>();
      for (const [feature, tag, value] of entries) {
        table.set(table.findOrAdd(feature * 7919), tag, value);
        expected.set(`${feature} ${tag}`, value);
      }
      for (const [key, value] of expected) {
        const [feature, tag] = key.split(' ').map(Number);
        assert.equal(table.get(table.find(feature * 7919), tag), value);
      }
      assert.equal(table.find(51 * 7919), -1);
    }));
  });

  it('cuts a weight that would run over', () => {
    const table = new WeightTable(4);
    const row = table.findOrAdd(5);
    table.set(row, 1, 100_000);
    table.set(row, 0, -7);
    assert.deepEqual([table.get(row, 0), table.get(row, 1)], [-7, LARGEST_WEIGHT]);
  });
});

describe('the decoder', () => {
  const text = '甲乙丙丁，戊';
  const view = new TextView(new Lexicon({}), stubSegmenter());
  const read = (): void => {
    view.fill(text, 'body', []);
    view.plain[text.indexOf('，')] = 1;
  };

  function randomTable(random: Random): WeightTable {
    const table = new WeightTable(256);
    const buffer = new Int32Array(MAX_FEATURES);
    const weigh = (feature: number): void => {
      const row = table.findOrAdd(feature);
      for (let tag = 0; tag < TAG_COUNT; tag += 1) table.set(row, tag, (random.below(41) - 20) * GRAIN);
    };
    for (let at = 0; at < text.length; at += 1) {
      const count = extractFeatures(view, at, buffer, null);
      for (let index = 0; index < count; index += 1) weigh(buffer[index]);
    }
    for (let state = 0; state <= START_STATE; state += 1) weigh(transitionFeature(state));
    return table;
  }

  /** The best score over all well-formed sequences in which the character at `fixed` has the tag `tag`, by trying each. */
  function bestByTrying(decoder: Decoder, table: WeightTable, fixed = -1, tag = -1): number {
    const weightOf = (state: number, next: number): number => (state < 0 ? 0 : table.get(table.find(transitionFeature(state)), next));
    let best = -Infinity;
    const walk = (at: number, previous: number, score: number): void => {
      if (at === text.length) {
        if (closes(previous)) best = Math.max(best, score);
        return;
      }
      for (let next = 0; next < TAG_COUNT; next += 1) {
        if ((view.plain[at] === 1 && next !== OUTSIDE) || (at === fixed && next !== tag)) continue;
        if (!mayFollow(at === 0 ? OUTSIDE : previous, next)) continue;
        walk(at + 1, next, score + decoder.scores[at * 16 + next] + weightOf(at === 0 ? START_STATE : stateAfter(previous), next));
      }
    };
    walk(0, OUTSIDE, 0);
    return best;
  }

  function scoreOf(decoder: Decoder, table: WeightTable, tags: Uint8Array): number {
    let score = 0;
    tags.forEach((tag, at) => {
      const state = at === 0 ? START_STATE : stateAfter(tags[at - 1]);
      score += decoder.scores[at * 16 + tag] + (state < 0 ? 0 : table.get(table.find(transitionFeature(state)), tag));
    });
    return score;
  }

  it('finds the best well-formed sequence and the true margins', () => {
    for (let seed = 1; seed <= 8; seed += 1) {
      read();
      const table = randomTable(new Random(seed));
      const decoder = new Decoder(new DecodingTable(table));
      const tags = decoder.decode(view, null).slice();
      const best = bestByTrying(decoder, table);
      assert.equal(scoreOf(decoder, table, tags), best);
      const [first] = spansOfTags(tags);
      if (!first) continue;
      decoder.walkBackward(view, first.start);
      let least = Infinity;
      for (let at = first.start; at < first.end; at += 1) {
        for (let tag = 0; tag < TAG_COUNT; tag += 1) {
          if (tag !== tags[at]) least = Math.min(least, best - bestByTrying(decoder, table, at, tag));
        }
      }
      assert.equal(decoder.margin(view, first.start, first.end), least);
    }
  });

  it('keeps forbidden tags out', () => {
    read();
    const decoder = new Decoder(new DecodingTable(randomTable(new Random(3))));
    assert.deepEqual([...decoder.decode(view, new Uint16Array(text.length).fill(1))], [0, 0, 0, 0, 0, 0]);
  });
});
