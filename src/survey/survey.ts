import { existsSync, readFileSync } from 'node:fs';
import { changeName, takenBack, type NameChange } from '../annotations/nameChange';
import type { Stamp } from '../annotations/decisions';
import { filterNames, nameRows, sortNames, type NameRow } from '../annotations/nameTable';
import { NO_COUNTS, surveyPage, type NameMention } from '../annotations/pageSurvey';
import { withoutWhitespace } from '../annotations/whitespace';
import { decodePage } from '../cli/readPageFile';
import { Cancelled } from '../processes/serve';
import type { WorkControl } from './control';
import { editSidecar } from './editSidecar';
import { placeMentions } from './places';
import type { ChangeReport, ChangedPage, CorpusSymbol, FindQuery, LivePage, MentionAnswer, MentionQuery, NameQuery, PageMentions, PageState, PageTask, SurveyCalls } from './protocol';
import { readPair, sidecarOf, UnreadableSidecar } from './readPair';
import { findInPages, type Found } from './find';
import { headlinesOf, type Headline } from './headlines';
import { TextGrams } from './textGrams';
import { messageOf } from '../files/messageOf';
import { isMissing } from '../files/isMissing';

interface Entry {
  state: PageState;
  mentions: readonly NameMention[];
  /** Of a page that has no sidecar they are read when symbols are asked for first. */
  headlines?: readonly Headline[];
  /** Of a page that has no sidecar they are made when words are looked for first. */
  grams?: TextGrams;
  /** In which the page was read. */
  encoding?: string;
}

/** The pages of a workspace as they stand, by path. Open pages count as their editors say. */
export class Survey {
  private readonly known = new Map<string, Entry>();
  private paths: readonly string[] = [];
  private readonly live = new Map<string, LivePage>();
  /** The names of all pages, until something changes. */
  private rows: readonly NameRow[] | undefined;
  /** Sidecars are written one change after the other. */
  private writing: Promise<unknown> = Promise.resolve();

  /** Takes over which pages there are, and reads those that are new. */
  async setPages(paths: readonly string[], control: WorkControl): Promise<{ pages: number }> {
    this.paths = [...paths].sort();
    const wanted = new Set(this.paths);
    for (const path of this.known.keys()) if (!wanted.has(path)) this.known.delete(path);
    this.rows = undefined;
    return this.read(this.paths.filter((path) => !this.known.has(path)), control);
  }

  /** Reads pages again; what is not among the pages is left out. */
  refresh(paths: readonly string[], control: WorkControl): Promise<{ pages: number }> {
    const pages = new Set(this.paths);
    return this.read(paths.filter((path) => pages.has(path)), control);
  }

  /** @returns how the page stands now */
  setLive(path: string, page: LivePage | null): PageState {
    this.rows = undefined;
    if (page) this.live.set(path, page);
    else {
      this.live.delete(path);
      this.known.set(path, entryOf(path));
    }
    return this.stateOf(path);
  }

  names({ words, label, order, from, count }: NameQuery): SurveyCalls['names']['answer'] {
    const rows = filterNames(this.allNames(), words, label);
    return { total: rows.length, rows: sortNames(rows, order).slice(from, from + count) };
  }

  mentions({ name, most, except }: MentionQuery): MentionAnswer {
    const without = new Set(except);
    const pages: PageMentions[] = [];
    const paths: string[] = [];
    let total = 0;
    let placed = 0;
    for (const path of this.paths) {
      if (without.has(path)) continue;
      const mentions = this.mentionsOf(path).filter(({ form, link }) => (link ?? form) === name);
      if (mentions.length === 0) continue;
      total += mentions.length;
      paths.push(path);
      const wanted = mentions.slice(0, most - placed);
      if (wanted.length === 0) continue;
      placed += wanted.length;
      const text = this.textOf(path);
      if (text !== undefined) pages.push({ path, mentions: placeMentions(text, wanted) });
    }
    return { total, paths, pages };
  }

  find(query: FindQuery, control: WorkControl): Promise<Found> {
    return findInPages(this.paths, query, control, {
      mayHold: (path, words) => this.known.get(path)?.grams?.mayHold(words) ?? true,
      stripped: (path) => {
        const entry = this.known.get(path);
        const text = isUnreadable(entry) ? undefined : this.textOf(path);
        const stripped = text === undefined ? undefined : withoutWhitespace(text);
        if (entry && stripped !== undefined) entry.grams ??= new TextGrams(stripped);
        return stripped;
      },
    });
  }

  async symbols(words: string, most: number, control: WorkControl): Promise<readonly CorpusSymbol[]> {
    if (words === '') return [];
    const found: CorpusSymbol[] = [];
    for (const { name, ...first } of this.firstMentions(sortNames(filterNames(this.allNames(), words), 'count').slice(0, most).map(({ name }) => name))) {
      const text = this.textOf(first.path);
      if (text === undefined) continue;
      const { from, to, start, end, label } = placeMentions(text, [first.mention])[0];
      found.push({ kind: 'name', title: name, label, path: first.path, start, end, from, to });
    }
    for (const path of this.paths) {
      if (found.length >= most) break;
      const entry = this.known.get(path);
      if (!entry) continue;
      if (!entry.headlines) {
        entry.headlines = headlinesOf(this.textOf(path) ?? '');
        await control.breathe();
        if (control.cancelled()) throw new Cancelled();
      }
      for (const { title, ...place } of entry.headlines) if (title.includes(words)) found.push({ kind: 'headline', title, path, ...place });
    }
    return found.slice(0, most);
  }

  change(pages: readonly PageTask<NameChange>[], stamp: Stamp, control: WorkControl): Promise<ChangeReport> {
    return this.write(pages, control, async ({ path, task }, report) => {
      const changed = await editSidecar(path, (page) => changeName(page, task, stamp));
      if (changed) report.changed.push(changed);
    });
  }

  takeBack(pages: readonly ChangedPage[], control: WorkControl): Promise<ChangeReport> {
    return this.write(pages, control, async ({ path, edits, made }, report) => {
      const changed = await editSidecar(path, (page) => takenBack(page, edits), made);
      if (changed) report.changed.push(changed);
      else report.kept.push(path);
    });
  }

  private write<Page extends { readonly path: string }>(
    pages: readonly Page[], control: WorkControl, work: (page: Page, report: { changed: ChangedPage[]; kept: string[] }) => Promise<void>,
  ): Promise<ChangeReport> {
    const writing = this.writing.then(async () => {
      const report = { changed: [] as ChangedPage[], failed: [] as { path: string; reason: string }[], kept: [] as string[] };
      for (const [index, page] of pages.entries()) {
        await control.breathe();
        if (control.cancelled()) break; // what was done is reported, so that it can be taken back
        try {
          await work(page, report);
        } catch (error) {
          report.failed.push({ path: page.path, reason: messageOf(error) });
        }
        if (this.known.has(page.path)) this.known.set(page.path, entryOf(page.path));
        this.rows = undefined;
        control.progress({ pages: [this.stateOf(page.path)], done: index + 1, total: pages.length });
      }
      return report;
    });
    this.writing = writing.catch(() => undefined); // told to who asked
    return writing;
  }

  private async read(paths: readonly string[], control: WorkControl): Promise<{ pages: number }> {
    for (const [index, path] of paths.entries()) {
      this.known.set(path, entryOf(path));
      this.rows = undefined;
      control.progress({ pages: [this.stateOf(path)], done: index + 1, total: paths.length });
      await control.breathe();
      if (control.cancelled()) throw new Cancelled();
    }
    return { pages: this.paths.length };
  }

  private stateOf(path: string): PageState {
    const live = this.live.get(path);
    if (live) return { path, kind: 'read', counts: live.counts, stale: false };
    return this.known.get(path)?.state ?? { path, kind: 'gone', counts: NO_COUNTS, stale: false };
  }

  private mentionsOf(path: string): readonly NameMention[] {
    return this.live.get(path)?.mentions ?? this.known.get(path)?.mentions ?? [];
  }

  private allNames(): readonly NameRow[] {
    this.rows ??= nameRows(this.paths.map((path) => this.mentionsOf(path)));
    return this.rows;
  }

  /** Of each name the first mention in full, or the first of any form where the full one stands nowhere. */
  private firstMentions(names: readonly string[]): { name: string; path: string; mention: NameMention }[] {
    const short = new Map<string, { path: string; mention: NameMention }>();
    const full = new Map<string, { path: string; mention: NameMention }>();
    const wanted = new Set(names);
    for (const path of this.paths) {
      if (full.size === wanted.size) break;
      for (const mention of this.mentionsOf(path)) {
        const name = mention.link ?? mention.form;
        if (!wanted.has(name) || full.has(name)) continue;
        if (mention.form === name) full.set(name, { path, mention });
        else if (!short.has(name)) short.set(name, { path, mention });
      }
    }
    return names.flatMap((name) => {
      const first = full.get(name) ?? short.get(name);
      return first ? [{ name, ...first }] : [];
    });
  }

  /** The text of a page; undefined where it cannot be read, which its state tells. */
  private textOf(path: string): string | undefined {
    try {
      return decodePage(readFileSync(path), undefined, this.known.get(path)?.encoding).text;
    } catch {
      return undefined;
    }
  }
}

function isUnreadable(entry: Entry | undefined): boolean {
  return entry !== undefined && entry.state.kind !== 'read' && entry.state.kind !== 'none';
}

/** How a page stands on disk. */
function entryOf(path: string): Entry {
  const state = { path, counts: NO_COUNTS, stale: false };
  try {
    const sidecar = sidecarOf(path);
    if (!sidecar) return { state: { ...state, kind: existsSync(path) ? 'none' : 'gone' }, mentions: [] };
    const { annotations, stale, page: { text, encoding } } = readPair(path, sidecar);
    const { counts, mentions } = surveyPage(annotations);
    return { state: { path, kind: 'read', counts, stale }, mentions, headlines: headlinesOf(text), grams: new TextGrams(withoutWhitespace(text)), encoding };
  } catch (error) {
    const kind = error instanceof UnreadableSidecar ? 'broken' : isMissing(error) ? 'gone' : 'unreadable';
    return { state: { ...state, kind, reason: messageOf(error) }, mentions: [] };
  }
}
