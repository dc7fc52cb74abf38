import { ByteReader, ByteWriter } from './binary';
import { Gate } from './gate';
import { TAG_COUNT } from './labels';
import { Lexicon, type LexiconWords } from './lexicon';
import { WeightTable } from './weightTable';

const MAGIC = 'news-annotator entities 3';

/** Turns a margin into a probability: 1 / (1 + exp(-(slope × margin + offset))). */
export interface Calibration {
  readonly slope: number;
  readonly offset: number;
}

/** How the texts that a model learned from mark names, where corpora differ. */
export interface Conventions {
  /** What stands in 《》 is a work, and no other name is inside. */
  readonly marksWorks: boolean;
  /** Administrative levels written together are one place. */
  readonly joinsPlaces: boolean;
}

export const USUAL_CONVENTIONS: Conventions = { marksWorks: true, joinsPlaces: true };

/** What `npm run train` makes: weights, word lists and calibration in one file. */
export interface EntityModel {
  readonly table: WeightTable;
  readonly lexicon: Lexicon;
  readonly calibration: Calibration;
  /** What a weight of 1 is in units of the table. */
  readonly step: number;
  readonly gate: Gate;
  readonly conventions: Conventions;
}

interface Header {
  /** Null where the gate shuts nothing out. */
  readonly threshold: number | null;
  /** Absent where they are the usual ones. */
  readonly conventions?: Conventions;
  readonly calibration: Calibration;
  readonly step: number;
  /** What all weights are multiples of. */
  readonly grain: number;
  readonly words: Readonly<Record<string, string>>;
  readonly rows: number;
}

/** The model as bytes. */
export function encodeModel(model: EntityModel): Uint8Array {
  const out = new ByteWriter();
  const { table, gate, conventions } = model;
  const isUsual = conventions.marksWorks && conventions.joinsPlaces;
  const words: Record<string, string> = {};
  for (const [name, list] of Object.entries(model.lexicon.words)) words[name] = list.join(' ');
  const grain = commonDivisor(table);
  const header: Header = {
    calibration: model.calibration, step: model.step, grain, threshold: gate.threshold === -Infinity ? null : gate.threshold, words, rows: table.rows,
    ...(isUsual ? {} : { conventions }),
  };
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
      if (weight !== 0) out.signed(weight / grain);
    }
  }
  writeGate(out, gate);
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
      if (present & (1 << tag)) table.set(row, tag, reader.signed() * header.grain);
    }
  }
  const gate = readGate(reader, header.threshold ?? -Infinity);
  if (!reader.done) throw new Error('the entity model has data after its end');
  const words: LexiconWords = Object.fromEntries(Object.entries(header.words).map(([name, list]) => [name, list.split(' ')]));
  return { table, lexicon: new Lexicon(words), calibration: header.calibration, step: header.step, gate, conventions: header.conventions ?? USUAL_CONVENTIONS };
}

/** The largest number that divides all weights: a training makes them multiples of one, so that most fit a byte. */
function commonDivisor(table: WeightTable): number {
  let divisor = 0;
  table.forEach((_, row) => {
    for (let tag = 0; tag < TAG_COUNT && divisor !== 1; tag += 1) {
      let rest = Math.abs(table.get(row, tag));
      while (rest !== 0) [divisor, rest] = [rest, divisor % rest];
    }
  });
  return Math.max(1, divisor);
}

/** The weights that are not 0, each behind its distance from the one before; a distance of 0 ends them. */
function writeGate(out: ByteWriter, gate: Gate): void {
  let previous = -1;
  gate.weights.forEach((weight, slot) => {
    if (weight === 0) return;
    out.number(slot - previous);
    out.signed(weight);
    previous = slot;
  });
  out.number(0);
}

function readGate(reader: ByteReader, threshold: number): Gate {
  const gate = new Gate(undefined, threshold);
  let slot = -1;
  for (let distance = reader.number(); distance > 0; distance = reader.number()) {
    slot += distance;
    if (slot >= gate.weights.length) throw new Error('the entity model has a gate that is too large');
    gate.weights[slot] = reader.signed();
  }
  return gate;
}
