import type { Annotation } from '../annotations/model';
import { progressOf, type Progress } from '../annotations/progress';
import { withoutWhitespace } from '../annotations/whitespace';
import type { EffortSummary } from './effort';

/** What the sidecars of a corpus come to. */
export interface CorpusReport {
  readonly format: 1;
  /** Pages with a sidecar, by path. */
  readonly pages: readonly ({ readonly page: string; readonly labels: Readonly<Record<string, number>> } & Progress)[];
  /** Pages that have no sidecar yet. */
  readonly untouched: number;
  /** The most frequent names first: full names, where short ones are linked to them. */
  readonly names: readonly { readonly name: string; readonly label: string; readonly count: number; readonly pages: number }[];
  /** Numbers by canonical unit, the most frequent first; the least and the greatest value in it. */
  readonly units: readonly { readonly unit: string; readonly count: number; readonly least: number | null; readonly greatest: number | null }[];
  /** Pages that hold copies of the same passages, as far as their sidecars tell; the most characters first. */
  readonly copies: readonly { readonly left: string; readonly right: string; readonly passages: number; readonly characters: number }[];
  /** Decisions by day in UTC. */
  readonly days: readonly { readonly day: string; readonly accepted: number; readonly rejected: number }[];
  /** Absent where there is no effort log. */
  readonly effort?: EffortSummary;
  /** Sidecars that could not be read. */
  readonly problems: readonly { readonly file: string; readonly message: string }[];
}

/** Names and pairs of pages that a report lists at most. */
const MOST_ROWS = 200;
/** Pages of one passage that are paired. */
const MOST_OF_GROUP = 50;

/** Adds up the annotations of pages, one page after the other. Rejected ones count for progress alone. */
export class CorpusReportBuilder {
  private readonly pages: CorpusReport['pages'][number][] = [];
  private readonly names = new Map<string, { name: string; label: string; count: number; pages: number; last: string }>();
  private readonly units = new Map<string, { count: number; least: number | null; greatest: number | null }>();
  private readonly groups = new Map<string, Map<string, number>>();
  private readonly days = new Map<string, { accepted: number; rejected: number }>();

  add(page: string, annotations: readonly Annotation[]): void {
    const labels: Record<string, number> = {};
    for (const annotation of annotations) {
      this.addDay(annotation);
      if (annotation.status === 'rejected') continue;
      labels[annotation.label] = (labels[annotation.label] ?? 0) + 1;
      if (annotation.layer === 'entity') this.addName(page, annotation);
      else if (annotation.layer === 'number') this.addNumber(annotation);
      else this.addCopy(page, annotation);
    }
    this.pages.push({ page, labels, ...progressOf(annotations) });
  }

  /** @param rest what is known from elsewhere */
  result(rest: Pick<CorpusReport, 'untouched' | 'effort' | 'problems'>): CorpusReport {
    const byName = <Row extends { readonly count: number }>(key: (row: Row) => string) => (a: Row, b: Row): number => b.count - a.count || (key(a) < key(b) ? -1 : 1);
    return {
      format: 1,
      pages: [...this.pages].sort((a, b) => (a.page < b.page ? -1 : 1)),
      names: [...this.names.values()].map(({ last, ...row }) => row).sort(byName((row) => row.name)).slice(0, MOST_ROWS),
      units: [...this.units].map(([unit, row]) => ({ unit, ...row })).sort(byName((row) => row.unit)),
      copies: this.pairs(),
      days: [...this.days].map(([day, row]) => ({ day, ...row })).sort((a, b) => (a.day < b.day ? -1 : 1)),
      ...rest,
    };
  }

  private addName(page: string, { label, quote, link }: Annotation): void {
    const name = withoutWhitespace(link ?? quote);
    const key = `${label} ${name}`;
    const row = this.names.get(key) ?? { name, label, count: 0, pages: 0, last: '' };
    row.count++;
    if (row.last !== page) row.pages++;
    row.last = page;
    this.names.set(key, row);
  }

  private addNumber({ unit, value, min, max, canonicalUnit, canonicalValue, canonicalMin, canonicalMax }: Annotation): void {
    const name = canonicalUnit ?? unit;
    if (name === undefined) return;
    const [low, high] = canonicalUnit === undefined ? [value ?? min, value ?? max] : [canonicalValue ?? canonicalMin, canonicalValue ?? canonicalMax];
    const row = this.units.get(name) ?? { count: 0, least: null, greatest: null };
    row.count++;
    if (typeof low === 'number') row.least = Math.min(row.least ?? low, low);
    if (typeof high === 'number') row.greatest = Math.max(row.greatest ?? high, high);
    this.units.set(name, row);
  }

  private addCopy(page: string, { group, quote }: Annotation): void {
    if (group === undefined) return;
    const pages = this.groups.get(group) ?? new Map<string, number>();
    pages.set(page, withoutWhitespace(quote).length);
    this.groups.set(group, pages);
  }

  private addDay({ status, at }: Annotation): void {
    const day = /^\d{4}-\d\d-\d\d(?=T)/.exec(at ?? '')?.[0];
    if (status === 'suggested' || day === undefined) return;
    const row = this.days.get(day) ?? { accepted: 0, rejected: 0 };
    row[status]++;
    this.days.set(day, row);
  }

  /** The first page of each passage with each of the others. */
  private pairs(): CorpusReport['copies'] {
    const pairs = new Map<string, { left: string; right: string; passages: number; characters: number }>();
    for (const pages of this.groups.values()) {
      const [first, ...others] = [...pages].sort(([a], [b]) => (a < b ? -1 : 1)).slice(0, MOST_OF_GROUP);
      for (const [right, characters] of others) {
        const [left] = first;
        const key = `${left}\n${right}`;
        const pair = pairs.get(key) ?? { left, right, passages: 0, characters: 0 };
        pair.passages++;
        pair.characters += characters;
        pairs.set(key, pair);
      }
    }
    return [...pairs.values()].sort((a, b) => b.characters - a.characters || (a.left < b.left ? -1 : 1)).slice(0, MOST_ROWS);
  }
}
