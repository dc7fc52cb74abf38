import { ByteReader, ByteWriter } from './binary';
import { TAG_COUNT } from './labels';
import { Lexicon, type LexiconWords } from './lexicon';
import { WeightTable } from './weightTable';

const MAGIC = 'news-annotator entities 1';

/** Turns a margin into a probability: 1 / (1 + exp(-(slope × margin + offset))). */
export interface Calibration {
  readonly slope: number;
  readonly offset: number;
}

/** What `npm run train` makes: weights, word lists and calibration in one file. */
export interface EntityModel {
  readonly table: WeightTable;
  readonly lexicon: Lexicon;
  readonly calibration: Calibration;
  /** What one perceptron update weighs in units of the table. */
  readonly step: number;
  /** See Decoder: from which lead by core features a character is taken for outside any name. */
  readonly certain: number;
}

interface Header {
  readonly certain: number;
  readonly calibration: Calibration;
  readonly step: number;
  readonly words: Readonly<Record<string, string>>;
  readonly rows: number;
}

/** The model as bytes. */
export function encodeModel(model: EntityModel): Uint8Array {
  const out = new ByteWriter();
  const { table } = model;
  const words: Record<string, string> = {};
  for (const [name, list] of Object.entries(model.lexicon.words)) words[name] = list.join(' ');
  const header: Header = { calibration: model.calibration, step: model.step, certain: model.certain, words, rows: table.rows };
  out.text(MAGIC);
  out.text(JSON.stringify(header));
  const pairs: [number, number][] = [];
  table.forEach((feature, row) => pairs.push([feature >>> 0, row]));
  pairs.sort((left, right) => left[0] - right[0]);
  let previous = 0;
  for (const [feature, row] of pairs) {
    out.number(feature - previous);
    previous = feature;
    let present = 0;
    for (let tag = 0; tag < TAG_COUNT; tag += 1) if (table.get(row, tag) !== 0) present |= 1 << tag;
    out.number(present);
    for (let tag = 0; tag < TAG_COUNT; tag += 1) {
      const weight = table.get(row, tag);
      if (weight !== 0) out.number(weight < 0 ? -weight * 2 - 1 : weight * 2);
    }
  }
  return out.finish();
}

/** Reads a model file. Throws an Error that says what is wrong with it. */
export function decodeModel(data: ArrayBuffer | Uint8Array): EntityModel {
  const reader = new ByteReader(data instanceof Uint8Array ? data : new Uint8Array(data));
  if (reader.text() !== MAGIC) throw new Error('not an entity model of this version');
  const header = JSON.parse(reader.text()) as Header;
  const table = new WeightTable(header.rows);
  let feature = 0;
  for (let index = 0; index < header.rows; index += 1) {
    feature = (feature + reader.number()) >>> 0;
    const row = table.findOrAdd(feature | 0);
    const present = reader.number();
    for (let tag = 0; tag < TAG_COUNT; tag += 1) {
      if ((present & (1 << tag)) === 0) continue;
      const folded = reader.number();
      table.set(row, tag, folded & 1 ? -((folded + 1) >> 1) : folded >> 1);
    }
  }
  if (!reader.done) throw new Error('the entity model has data after its end');
  const words: LexiconWords = Object.fromEntries(Object.entries(header.words).map(([name, list]) => [name, list.split(' ')]));
  return { table, lexicon: new Lexicon(words), calibration: header.calibration, step: header.step, certain: header.certain };
}
