import { LAYERS, type Layer } from '../annotations/model';

/** One line of the effort log: a decision and what it cost. Never holds words of a page. */
export interface EffortRecord {
  /** When, as an ISO 8601 instant in UTC. */
  readonly at: string;
  /** The page's path in its workspace. */
  readonly page: string;
  /** The command, without the extension's prefix; absent for a click that runs none, as on a box of the tree. */
  readonly command?: string;
  /** The key that the command has by default where it was run. */
  readonly key?: string;
  /** How many annotations of each layer it decided; none for undo and redo. */
  readonly annotations: Readonly<Partial<Record<Layer, number>>>;
  /** Commands run since the decision before, this one among them: the keys that were pressed for it. */
  readonly keys: number;
  /** Since the decision before; absent for the first one and after a rest. */
  readonly seconds?: number;
}

/** What a part of the work took. */
export interface EffortSum {
  readonly decisions: number;
  readonly annotations: number;
  readonly keys: number;
  /** Of the decisions whose time is known. */
  readonly seconds: number;
  /** Annotations decided in that time. */
  readonly timed: number;
}

export interface EffortSummary extends EffortSum {
  readonly layers: readonly ({ readonly layer: Layer } & EffortSum)[];
  /** By path. */
  readonly pages: readonly ({ readonly page: string } & EffortSum)[];
  /** By day in UTC, `2024-05-18`. */
  readonly days: readonly ({ readonly day: string } & EffortSum)[];
  /** How many decisions took how long: each class up to `upTo` seconds, the last without an end. */
  readonly durations: readonly { readonly upTo: number | null; readonly decisions: number }[];
}

/** Tells what each decision took. Times are milliseconds of one clock, in their order. */
export class EffortMeter {
  private keys = 0;
  private last: number | undefined;

  /** A command was run. */
  command(): void {
    this.keys++;
  }

  /** @param idle milliseconds after which a pause is a rest, which is not counted */
  decision(now: number, idle: number): Pick<EffortRecord, 'keys' | 'seconds'> {
    const passed = this.last === undefined ? undefined : now - this.last;
    const { keys } = this;
    this.last = now;
    this.keys = 0;
    return passed === undefined || passed > idle ? { keys } : { keys, seconds: Math.round(passed) / 1000 };
  }
}

/** A record as a line of the log. */
export function effortLine(record: EffortRecord): string {
  return `${JSON.stringify(record)}\n`;
}

export interface EffortReading {
  readonly records: readonly EffortRecord[];
  /** Lines that are no records, counted from 1. */
  readonly damaged: readonly number[];
}

/** Reads a log; a line that a crash cut short, or that somebody changed, is told and left out. */
export function readEffort(text: string): EffortReading {
  const records: EffortRecord[] = [];
  const damaged: number[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const record = recordOf(line);
    if (record) records.push(record);
    else damaged.push(index + 1);
  }
  return { records, damaged };
}

function recordOf(line: string): EffortRecord | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const { at, page, keys, seconds, annotations } = value as Partial<Record<keyof EffortRecord, unknown>>;
  const isCount = (count: unknown): boolean => typeof count === 'number' && Number.isFinite(count) && count >= 0;
  const isWhole = typeof at === 'string' && /^\d{4}-\d\d-\d\dT/.test(at) && typeof page === 'string' && isCount(keys) && (seconds === undefined || isCount(seconds))
    && typeof annotations === 'object' && annotations !== null && LAYERS.every((layer) => isCount((annotations as Record<string, unknown>)[layer] ?? 0));
  return isWhole ? value as EffortRecord : undefined;
}

/** Upper ends of the classes of seconds per decision. */
const CLASSES = [1, 2, 4, 8, 15, 30, null] as const;

/** Sums up records. What a decision over several layers took is shared out by how many annotations each got. */
export function sumEffort(records: readonly EffortRecord[]): EffortSummary {
  const total = new Sum();
  const layers = new Map<Layer, Sum>();
  const pages = new Map<string, Sum>();
  const days = new Map<string, Sum>();
  const durations = CLASSES.map((upTo) => ({ upTo, decisions: 0 }));
  for (const record of records) {
    const counted = LAYERS.map((layer) => [layer, record.annotations[layer] ?? 0] as const);
    const annotations = counted.reduce((sum, [, count]) => sum + count, 0);
    for (const sum of [total, sumOf(pages, record.page), sumOf(days, record.at.slice(0, 10))]) sum.add(record, annotations, 1);
    for (const [layer, count] of counted) if (count > 0) sumOf(layers, layer).add(record, count, count / annotations);
    const { seconds } = record;
    if (seconds !== undefined) durations[CLASSES.findIndex((upTo) => upTo === null || seconds <= upTo)].decisions++;
  }
  const by = <Key extends string>(sums: ReadonlyMap<Key, Sum>): [Key, EffortSum][] => [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, sum]) => [key, sum.value()]);
  return {
    ...total.value(), durations,
    layers: by(layers).map(([layer, sum]) => ({ layer, ...sum })),
    pages: by(pages).map(([page, sum]) => ({ page, ...sum })),
    days: by(days).map(([day, sum]) => ({ day, ...sum })),
  };
}

/** Seconds for an annotation, on average; undefined where no time is known. */
export function secondsEach({ seconds, timed }: EffortSum): number | undefined {
  return timed === 0 ? undefined : seconds / timed;
}

/** Keys for an annotation, on average; undefined where none was decided. */
export function keysEach({ keys, annotations }: EffortSum): number | undefined {
  return annotations === 0 ? undefined : keys / annotations;
}

class Sum {
  private decisions = 0;
  private annotations = 0;
  private keys = 0;
  private seconds = 0;
  private timed = 0;

  /** @param share 0 to 1: how much of the record's effort counts here */
  add({ keys, seconds }: EffortRecord, annotations: number, share: number): void {
    this.decisions++;
    this.annotations += annotations;
    this.keys += keys * share;
    if (seconds === undefined) return;
    this.seconds += seconds * share;
    this.timed += annotations;
  }

  value(): EffortSum {
    const { decisions, annotations, keys, seconds, timed } = this;
    return { decisions, annotations, keys: Math.round(keys * 1000) / 1000, seconds: Math.round(seconds * 1000) / 1000, timed };
  }
}

function sumOf<Key>(sums: Map<Key, Sum>, key: Key): Sum {
  const known = sums.get(key);
  if (known) return known;
  const sum = new Sum();
  sums.set(key, sum);
  return sum;
}
