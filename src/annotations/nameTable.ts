import type { NameMention } from './pageSurvey';

/** One name of a corpus, under its full form. */
export interface NameRow {
  readonly name: string;
  /** The short forms that are linked to it, the most frequent first. */
  readonly shortForms: readonly string[];
  /** The labels that its mentions have, the most frequent first. More than one is a doubt. */
  readonly labels: readonly { readonly label: string; readonly count: number }[];
  readonly count: number;
  /** Mentions that nobody decided about. */
  readonly open: number;
  readonly pages: number;
}

export type NameOrder = 'count' | 'pages' | 'name' | 'open';

interface Tally {
  readonly forms: Map<string, number>;
  readonly labels: Map<string, number>;
  count: number;
  open: number;
  pages: number;
  lastPage: number;
}

/** The names of pages, each once. Cost is linear in the mentions. */
export function nameRows(pages: Iterable<readonly NameMention[]>): NameRow[] {
  const tallies = new Map<string, Tally>();
  let page = 0;
  for (const mentions of pages) {
    page++;
    for (const { form, link, label, status } of mentions) {
      const name = link ?? form;
      let tally = tallies.get(name);
      if (!tally) tallies.set(name, tally = { forms: new Map(), labels: new Map(), count: 0, open: 0, pages: 0, lastPage: 0 });
      tally.count++;
      if (status === 'suggested') tally.open++;
      if (tally.lastPage !== page) {
        tally.pages++;
        tally.lastPage = page;
      }
      tally.labels.set(label, (tally.labels.get(label) ?? 0) + 1);
      if (form !== name) tally.forms.set(form, (tally.forms.get(form) ?? 0) + 1);
    }
  }
  return [...tallies].map(([name, { forms, labels, count, open, pages: on }]) => ({
    name, shortForms: byCount(forms).map(([form]) => form), labels: byCount(labels).map(([label, of]) => ({ label, count: of })), count, open, pages: on,
  }));
}

/** Sorts names; what is equal stands in the order of the names. */
export function sortNames(rows: readonly NameRow[], order: NameOrder): NameRow[] {
  return [...rows].sort((a, b) => (order === 'name' ? 0 : b[order] - a[order]) || compare(a.name, b.name));
}

/** Names whose full form or short forms hold the words; all where there are none. */
export function filterNames(rows: readonly NameRow[], words: string, label?: string): NameRow[] {
  return rows.filter(({ name, shortForms, labels }) => (name.includes(words) || shortForms.some((form) => form.includes(words)))
    && (label === undefined || labels.some((one) => one.label === label)));
}

function byCount(counts: ReadonlyMap<string, number>): [string, number][] {
  return [...counts].sort(([a, of], [b, than]) => than - of || compare(a, b));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
