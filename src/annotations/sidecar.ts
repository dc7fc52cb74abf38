import type { Annotation } from './model';

/** The version of the format that this code writes. Older ones are migrated, newer ones are not touched. */
export const SIDECAR_FORMAT = 1;
export const SIDECAR_SUFFIX = '.ann.json';

export type LineEnding = 'lf' | 'crlf';

/** What a sidecar says of its page, so that a changed page is noticed. */
export interface SidecarHeader {
  /** The page's file name, without folder. */
  readonly file: string;
  /** `sha256:` and the hexadecimal digest of the page's text as UTF-8, line endings as in the editor. */
  readonly hash: string;
  /** Length of the text in UTF-16 code units. */
  readonly length: number;
  readonly eol: LineEnding;
  /** The encoding that the page was read in, as VS Code names it (utf8, gb18030, utf16le …). */
  readonly encoding: string;
  /** Fields that a newer version wrote; kept as they are. */
  readonly extra?: Readonly<Record<string, unknown>>;
}

export interface Sidecar {
  readonly header: SidecarHeader;
  readonly annotations: readonly Annotation[];
  /** The words around each annotation when it was written, by id; used to find it again in a changed page. */
  readonly contexts: ReadonlyMap<string, { readonly before: string; readonly after: string }>;
}

/** The part of an annotation by which it is found again in another text. */
export type Trace = Pick<Annotation, 'id' | 'layer' | 'group' | 'quote' | 'start' | 'end' | 'changed'>;

/** What a sidecar knows of the places of its annotations. */
export interface Traces extends Pick<Sidecar, 'contexts'> {
  readonly annotations: readonly Trace[];
}
