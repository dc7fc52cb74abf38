import type { LinePlace } from '../annotations/lineStarts';
import type { Status } from '../annotations/model';
import type { Stamp } from '../annotations/decisions';
import type { NameChange } from '../annotations/nameChange';
import type { NameOrder, NameRow } from '../annotations/nameTable';
import type { Edit } from '../annotations/history';
import type { NameMention, PageCounts } from '../annotations/pageSurvey';
import type { CallReply, CallRequest } from '../processes/callClient';
import type { Span } from '../page/span';

/**
 * What can be asked of the survey process, which reads the pages of a workspace with their sidecars, tells how they stand
 * and which names they have, and changes the sidecars of pages that no editor has open. Paths are those of the file
 * system, offsets are UTF-16 code units of a page's text as the editor holds it.
 */
export interface SurveyCalls {
  /** These are the pages now. Those that are not known yet are read, one after the other; progress tells of them. */
  pages: { ask: { readonly paths: readonly string[] }; answer: { readonly pages: number } };
  /** These pages or their sidecars changed on disk; progress tells how they stand now. */
  refresh: { ask: { readonly paths: readonly string[] }; answer: { readonly pages: number } };
  /** An editor has the page open and tells what it has; null: it no longer has, the file counts again. */
  live: { ask: { readonly path: string; readonly page: LivePage | null }; answer: PageState };
  names: { ask: NameQuery; answer: { readonly total: number; readonly rows: readonly NameRow[] } };
  /** Where a name stands, page by page in the order of their paths. */
  mentions: { ask: MentionQuery; answer: MentionAnswer };
  /** Where words stand, marked or not, in pages of the workspace. */
  find: { ask: FindQuery; answer: { readonly total: number; readonly places: readonly FoundPlace[]; readonly unreadable: number } };
  /** Names and headlines that hold the words. */
  symbols: { ask: { readonly words: string; readonly most: number }; answer: readonly CorpusSymbol[] };
  /** Changes names in the sidecars of pages. Each page is written in one step, or left as it was and told. */
  change: { ask: { readonly pages: readonly PageTask<NameChange>[]; readonly stamp: Stamp }; answer: ChangeReport };
  /** Takes back what `change` did, page by page; pages on which somebody decided since are left and told. */
  takeBack: { ask: { readonly pages: readonly ChangedPage[] }; answer: ChangeReport };
}

export type SurveyCall = keyof SurveyCalls;
export type SurveyRequest = CallRequest<SurveyCalls>;
export type SurveyReply = CallReply<SurveyProgress>;

export interface SurveyProgress {
  readonly pages: readonly PageState[];
  readonly done: number;
  readonly total: number;
}

/** How a page stands. */
export interface PageState {
  readonly path: string;
  /** `none`: not annotated; `read`: counted; `broken`: the sidecar cannot be read; `unreadable`: the page cannot; `gone`: there is no such page. */
  readonly kind: 'none' | 'read' | 'broken' | 'unreadable' | 'gone';
  /** Why it cannot be read; what the system or the reader says. */
  readonly reason?: string;
  readonly counts: PageCounts;
  /** Whether the page was changed since its sidecar was written. */
  readonly stale: boolean;
}

/** What an editor tells of a page that it has open. */
export interface LivePage {
  readonly counts: PageCounts;
  readonly mentions: readonly NameMention[];
}

export interface NameQuery {
  /** Names that hold these words; all where empty. */
  readonly words: string;
  readonly label?: string | undefined;
  readonly order: NameOrder;
  readonly from: number;
  readonly count: number;
}

export interface MentionQuery {
  /** A full form. */
  readonly name: string;
  /** Mentions placed at most; `total` counts all. */
  readonly most: number;
  /** Pages left out: those that editors have open answer for themselves. */
  readonly except: readonly string[];
}

export interface MentionAnswer {
  readonly total: number;
  /** All pages that have the name. */
  readonly paths: readonly string[];
  readonly pages: readonly PageMentions[];
}

export interface PlacedMention extends NameMention {
  readonly from: LinePlace;
  readonly to: LinePlace;
  readonly before: string;
  readonly after: string;
}

export interface PageMentions {
  readonly path: string;
  readonly mentions: readonly PlacedMention[];
}

export interface FindQuery {
  readonly words: string;
  readonly label: string;
  readonly most: number;
  /** Pages left out: those that editors have open look for themselves. */
  readonly except: readonly string[];
}

export interface FoundPlace extends Span {
  readonly path: string;
  readonly from: LinePlace;
  readonly before: string;
  readonly after: string;
  readonly state: 'free' | 'suggested' | 'done' | 'rejected' | 'part' | 'other';
  /** What is marked there, where it is another label or other words. */
  readonly here?: { readonly label: string; readonly quote: string; readonly status: Status };
  /** The longer name that it is a part of. */
  readonly longer?: string;
}

export interface CorpusSymbol {
  readonly kind: 'name' | 'headline';
  readonly title: string;
  /** The label of a name. */
  readonly label?: string;
  readonly path: string;
  readonly start: number;
  readonly end: number;
  readonly from: LinePlace;
  readonly to: LinePlace;
}

export interface PageTask<Task> {
  readonly path: string;
  readonly task: Task;
}

/** A page that was changed: what it takes to take it back. */
export interface ChangedPage {
  readonly path: string;
  readonly edits: readonly Edit[];
  /** Whether the change made the sidecar. */
  readonly made: boolean;
}

export interface ChangeReport {
  readonly changed: readonly ChangedPage[];
  readonly failed: readonly { readonly path: string; readonly reason: string }[];
  /** Pages on which somebody decided since, so that nothing was taken back. */
  readonly kept: readonly string[];
}

