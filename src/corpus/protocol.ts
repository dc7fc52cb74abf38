import type { CopyKind } from '../annotations/model';
import type { CallReply, CallRequest } from '../processes/callClient';
import type { FileProblem } from './buildSegment';

/**
 * What can be asked of the corpus process. It indexes folders of pages and answers where passages stand a second time.
 * Paths are those of the file system; offsets are UTF-16 code units of a file's text as the editor holds it.
 */
export interface CorpusOptions {
  /** Folder for the index, made if it is not there; null: the index is in memory only. */
  readonly storage: string | null;
  /** Whether a traditional character equals its simplified one. */
  readonly scriptsAlike: boolean;
}

/** Which files make the corpus: folders, read through for .txt and .news, and files themselves. */
export interface CorpusFiles {
  readonly folders?: readonly string[];
  readonly files?: readonly string[];
}

/** Where the work stands. `done` and `total` are files. */
export interface CorpusProgress {
  readonly phase: 'looking' | 'reading' | 'merging' | 'gathering' | 'comparing';
  readonly done: number;
  readonly total: number;
}

export interface UpdateSummary {
  readonly files: number;
  readonly paragraphs: number;
  /** Files read because they were new or changed. */
  readonly read: number;
  /** Files that could not take part: too large, no text, not readable. The first hundred. */
  readonly problems: readonly FileProblem[];
  readonly problemCount: number;
  /** Files with passages longer than any paragraph, which are compared in pieces. The first hundred. */
  readonly cut: readonly string[];
  readonly cutCount: number;
  /** Says that a damaged index was made anew, where it was. */
  readonly rebuilt?: string;
}

/** What became of a file that was changed. */
export interface ChangedFile {
  /** False where it could not be read, or is gone. */
  readonly read: boolean;
  /** Whether it has passages longer than any paragraph, which are compared in pieces. */
  readonly cut: boolean;
}

/** A stretch of a file. */
export interface FilePassage {
  readonly path: string;
  readonly start: number;
  readonly end: number;
}

/** A copy elsewhere of a passage of the page asked for. */
export interface PageCopy {
  /** The passage on the page asked for. */
  readonly start: number;
  readonly end: number;
  readonly kind: CopyKind;
  /** 0 to 1. */
  readonly similarity: number;
  /** 16 hexadecimal digits from the normalised content of the page's paragraph, as for groups. */
  readonly group: string;
  /**
   * The first hundred; `count` says how many there are. None where a page has so many copies that the places of those
   * before are enough: of the same group, where it stands again.
   */
  readonly places: readonly FilePassage[];
  readonly count: number;
}

export type GroupOrder = 'members' | 'length' | 'files' | 'similarity';

export interface GroupQuery {
  /** Whether copies with edits and quotes are looked for too. That takes long the first time. */
  readonly near: boolean;
  readonly order: GroupOrder;
  /** Groups asked for: `count` from the `from`th on. */
  readonly from: number;
  readonly count: number;
  /** Groups whose longest member has fewer normalised units are left out. Default 20. */
  readonly minUnits?: number;
  /** Members listed of each group at most. Default 100. */
  readonly maxMembers?: number;
}

export interface GroupMember extends FilePassage {
  readonly kind: CopyKind;
  readonly similarity: number;
}

export interface CorpusGroupView {
  readonly id: string;
  /** near: some have edits; contains: some are quotes, the others equal; formula: all share formula text only; exact: all are equal. */
  readonly kind: CopyKind;
  /** The least of its members. */
  readonly similarity: number;
  /** Normalised units of the representative. */
  readonly length: number;
  readonly memberCount: number;
  readonly fileCount: number;
  /** The representative first. */
  readonly members: readonly GroupMember[];
  /** The beginning of the representative's text. */
  readonly excerpt: string;
}

export interface GroupList {
  readonly total: number;
  readonly groups: readonly CorpusGroupView[];
}

/** How much of a file stands elsewhere too. */
export interface FileShare {
  readonly path: string;
  /** Normalised units of the file, and those among them that are copies. */
  readonly units: number;
  readonly copied: number;
}

/** What can be asked, by name: the arguments and the answer. */
export interface CorpusCalls {
  /** Comes first; again to index other folders or by other rules. */
  open: { ask: CorpusOptions; answer: { readonly rebuilt?: string } };
  /** Makes the index say what the files say now. Can be cancelled; called again it goes on where it stopped. */
  update: { ask: CorpusFiles; answer: UpdateSummary };
  /** One file was saved, made or deleted. */
  fileChanged: { ask: { readonly path: string }; answer: ChangedFile };
  /** Copies elsewhere of the passages of a text. `path`: the file it belongs to, whose own passages are no copies. */
  copiesOf: { ask: { readonly text: string; readonly path?: string }; answer: readonly PageCopy[] };
  groups: { ask: GroupQuery; answer: GroupList };
  /** The files with the greatest share of copied text first. */
  shares: { ask: { readonly near: boolean; readonly from: number; readonly count: number }; answer: { readonly total: number; readonly files: readonly FileShare[] } };
}

export type CorpusCall = keyof CorpusCalls;

/** To the corpus process. */
export type CorpusRequest = CallRequest<CorpusCalls>;

/** From the corpus process. Every request but `cancel` is ended by exactly one `end`. */
export type CorpusReply = CallReply<CorpusProgress>;
