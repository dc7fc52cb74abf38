import type { Context } from '../annotations/context';
import type { Layer, NumberFields, NumberKind, Suggestion } from '../annotations/model';
import type { Trace } from '../annotations/sidecar';
import type { TextChange } from '../annotations/textChange';
import type { DecidedName, Lesson, NameDecision } from '../entities/lessons';
import type { FigureProblem } from '../numbers/checkFigures';
import type { PageOutline } from '../page/page';
import type { Span } from '../page/span';

/** What the person's settings say about the analysis. */
export interface AnalysisOptions {
  readonly layers: readonly Layer[];
  /** Whether copies may differ in simplified and traditional characters. Default false. */
  readonly scriptsAlike?: boolean;
  /** The day that 今年 and 昨日 are counted from, as ISO 8601 date; absent: the page itself or its file name may tell. */
  readonly today?: string;
  /** The name of the page's file, without folders; pages are often named after their day. */
  readonly fileName?: string;
  /** Whether 今年 and 昨日 are suggested, unresolved, where nothing tells the day. */
  readonly unresolvedDates?: boolean;
  /** The lexicon whose names are known on this page, as a `lexicon` request named it; absent: none. */
  readonly lexicon?: string;
  /** Whether 省, 市, 县 and 乡 written together are one place each, not one together. Default false. */
  readonly placesApart?: boolean;
}

/** What a process learned from decisions, for the process that comes after it. */
export interface LearnedModel {
  /** The shipped model that it was learned on: it is of no use with another. */
  readonly model: string;
  readonly weights: Uint8Array;
}

/** A figure that cannot be right. Offsets are of the page. */
export interface FigureFinding extends Span {
  readonly problem: FigureProblem;
  /** The sum of the parts, the last day of the month. */
  readonly detail?: number;
  /** The numbers it is about. */
  readonly numbers: readonly Span[];
}

/** An annotation of a sidecar with the words around it. */
export type TraceInContext = Trace & Context;

/** From the extension host to the analysis process. `page` is any string that stays the same for one page. */
export type Request =
  /** A piece of a page's text; `last` completes it. Large pages come in pieces so that the host is never blocked. */
  | { readonly type: 'text'; readonly page: string; readonly version: number; readonly piece: string; readonly first: boolean; readonly last: boolean }
  | { readonly type: 'change'; readonly page: string; readonly version: number; readonly changes: readonly TextChange[] }
  | { readonly type: 'close'; readonly page: string }
  /** `fromScratch`: the host no longer has what was sent before, so everything is sent again. */
  | { readonly type: 'analyse'; readonly id: number; readonly page: string; readonly version: number; readonly options: AnalysisOptions; readonly fromScratch: boolean }
  /** What one stretch of text says as a number of the given kind, for annotations made by hand. */
  | { readonly type: 'number'; readonly id: number; readonly text: string; readonly kind: string }
  /** How the text that was sent as `page` is built, and on demand its reflowed text; the page is forgotten then. Answered at once, whatever else is being done. */
  | { readonly type: 'read'; readonly id: number; readonly page: string; readonly reflow: boolean }
  /** More annotations of the sidecar of the text that was sent as `page`. */
  | { readonly type: 'traces'; readonly page: string; readonly traces: readonly TraceInContext[] }
  /** Where the annotations that were sent for `page` are in its text; the page is forgotten then. Answered at once, as `read` is. */
  | { readonly type: 'findPlaces'; readonly id: number; readonly page: string; readonly sameText: boolean }
  /** The same for the annotations of the text that was sent as `old`, whose place another text took. */
  | { readonly type: 'compare'; readonly id: number; readonly page: string; readonly old: string }
  /** Where the words of a short stretch of text are. */
  | { readonly type: 'words'; readonly id: number; readonly text: string }
  /** The names of a workspace, as its lexicon file has them; without text they are forgotten. Answered with `affected`. */
  | { readonly type: 'lexicon'; readonly lexicon: string; readonly text?: string }
  /**
   * What was decided about names: all annotations of names in the paragraphs concerned, open ones included. Where `learn`
   * is set, the recogniser learns from paragraphs that are decided as a whole. Answered at once, with `decided`.
   */
  | { readonly type: 'decided'; readonly id: number; readonly page: string; readonly version: number; readonly decisions: readonly NameDecision[]; readonly learn: boolean }
  /** In place of all that was learned so far: what an earlier process learned, and what it learned after that. */
  | { readonly type: 'learned'; readonly earlier?: LearnedModel; readonly lessons: readonly Lesson[] }
  /** What has been learned altogether; answered with `weights`. */
  | { readonly type: 'weights'; readonly id: number }
  | { readonly type: 'cancel'; readonly id: number };

/** From the analysis process to the extension host. */
export type Reply =
  | ({ readonly type: 'structure'; readonly id: number } & PageOutline)
  /** The reflowed text; `runs` are those of its offset map. */
  | { readonly type: 'reflowed'; readonly id: number; readonly text: string; readonly runs: Int32Array }
  /** The suggestions of one layer that start in [from, to) are now these, in order. What lies outside is as before. */
  | { readonly type: 'suggestions'; readonly id: number; readonly layer: Layer; readonly from: number; readonly to: number; readonly suggestions: readonly Suggestion[] }
  /** All figures of the page that cannot be right; sent once an analysis, where numbers are wanted. */
  | { readonly type: 'figures'; readonly id: number; readonly figures: readonly FigureFinding[] }
  | { readonly type: 'number'; readonly id: number; readonly fields: NumberFields; readonly kind: NumberKind | undefined }
  /** Some of the places found: the span of `ids[i]` is `spans[2 * i]` to `spans[2 * i + 1]`. */
  | { readonly type: 'places'; readonly id: number; readonly ids: readonly string[]; readonly spans: Int32Array }
  /** The lengths of the words in UTF-16 code units; together they are the text. */
  | { readonly type: 'words'; readonly id: number; readonly lengths: readonly number[] }
  /** What decisions say of names, and the paragraphs that the recogniser has learned from; `problem` says why it could not learn. */
  | { readonly type: 'decided'; readonly id: number; readonly names: readonly DecidedName[]; readonly lessons: readonly Lesson[]; readonly problem?: string }
  | ({ readonly type: 'weights'; readonly id: number } & LearnedModel)
  /** On these pages other names may be found now: they are to be analysed again. */
  | { readonly type: 'affected'; readonly pages: readonly string[] }
  /** Sent about once a second during long work, so that a process that hangs can be told from one that is busy. */
  | { readonly type: 'alive' }
  /** Ends a request: all layers sent, given up on request, or failed with a message for the log. */
  | { readonly type: 'end'; readonly id: number; readonly outcome: 'done' | 'cancelled' }
  | { readonly type: 'end'; readonly id: number; readonly outcome: 'failed'; readonly message: string };

