import type { Span } from '../page/span';
import { NUMBER_FIELDS } from './numberFields';

export type Layer = 'entity' | 'number' | 'duplicate';
export const LAYERS: readonly Layer[] = ['entity', 'number', 'duplicate'];

export type EntityLabel = 'PERSON' | 'ORG' | 'PLACE' | 'WORK';
export const ENTITY_LABELS: readonly EntityLabel[] = ['PERSON', 'ORG', 'PLACE', 'WORK'];

export function isEntityLabel(label: string): label is EntityLabel {
  return (ENTITY_LABELS as readonly string[]).includes(label);
}

/** What a number is a number of. */
export type NumberKind =
  | 'cardinal'
  | 'ordinal'
  | 'percent'
  | 'money'
  | 'measure'
  | 'date'
  | 'time'
  | 'duration'
  | 'age'
  | 'ratio';
export const NUMBER_KINDS: readonly NumberKind[] = [
  'cardinal', 'ordinal', 'percent', 'money', 'measure', 'date', 'time', 'duration', 'age', 'ratio',
];

/** How one copy of a passage relates to the others of its group. */
export type CopyKind = 'exact' | 'near' | 'contains' | 'formula';

/**
 * What a person says of one copy of a passage. `kept` is the copy that stands for all, `same` another copy of it;
 * `original` is what an `update` (a later version) or a `quote` goes back to.
 */
export type CopyRole = 'kept' | 'same' | 'original' | 'update' | 'quote';
export const COPY_ROLES: readonly CopyRole[] = ['kept', 'same', 'original', 'update', 'quote'];

/** A decision about a copy. */
export interface CopyFields {
  readonly copy?: CopyRole;
  /** The page that holds the kept copy or the original, where it is another one: a path from this page's folder, with `/`. */
  readonly of?: string;
}

/**
 * The value of a number in words that a reader can sort and compare. Numbers are in base units (5.2万元 is 52000 with
 * unit 元); dates are ISO 8601 strings without the unknown part (`2021`, `2021-09`, `--09-07`).
 */
export interface NumberFields {
  /**
   * Absent for ranges, which have `min` and `max` instead. A bound (300万以上, 不到50) has its number here and as `min` or `max`;
   * a part of a year or month (2021年三季度) has that here and its own ends as `min` and `max`.
   */
  readonly value?: number | string;
  /** As written, without magnitude: 元, 亩, 人次, %. */
  readonly unit?: string;
  /** The canonical unit (m², kg, CNY …) and the value in it, where the unit is a physical one or a currency. */
  readonly canonicalUnit?: string;
  readonly canonicalValue?: number;
  readonly min?: number | string;
  readonly max?: number | string;
  /** The ends of a range in the canonical unit; a bound has its number as `canonicalValue`. */
  readonly canonicalMin?: number;
  readonly canonicalMax?: number;
  /** Present and true where the text says so: 约, 近, 余, 多, 左右, 以上, 超 … */
  readonly approx?: true;
  /** What the text adds to a date that the value cannot say: 初, 底, 上半年, 农历 … */
  readonly modifier?: string;
  /** Present and true where the value depends on a date that neither page nor setting gives (今年, 昨日). */
  readonly unresolved?: true;
}

/** What the machine proposes for a stretch of the page. */
export interface Suggestion extends Span, NumberFields {
  readonly layer: Layer;
  /** An EntityLabel, a NumberKind or a CopyKind; sidecars and the workspace's own labels may hold others. */
  readonly label: string;
  /** The page's own text between start and end, line breaks included. */
  readonly quote: string;
  /** 0 to 1, where the layer gives one. */
  readonly confidence?: number;
  /** The full name that a short one stands for. */
  readonly link?: string;
  /** What a byline calls a person: 记者, 通讯员, 摄 … */
  readonly role?: string;
  /** Copies of one passage share it; made from the passage's normalised content. */
  readonly group?: string;
  /** 0 to 1: how much of the passage the copies share. */
  readonly similarity?: number;
}

export type Status = 'suggested' | 'accepted' | 'rejected';
export type Origin = 'suggested' | 'manual' | 'imported';

/** The part of an annotation that a person decides. */
export interface Decision {
  readonly status: Status;
  /** Who decided; absent for suggestions and where the editor's name is turned off. */
  readonly by?: string;
  /** When, as an ISO 8601 instant in UTC. */
  readonly at?: string;
}

/** A suggestion as it stands on a page, with what was decided about it. */
export interface Annotation extends Suggestion, Decision, CopyFields {
  /** Unique on the page and stable: neither analysing again nor editing the text changes it. */
  readonly id: string;
  readonly origin: Origin;
  readonly note?: string;
  /**
   * Present and true where the words on the page are no longer those of `quote`: the text was changed inside the span
   * (start < end) or the words are gone (start = end, where they were).
   */
  readonly changed?: true;
  /** The words that stood before and after it, without white space; present only where its own words are gone. */
  readonly before?: string;
  readonly after?: string;
  /** What others decided at the same time, where it differs, earliest first; kept until somebody decides again. */
  readonly conflict?: readonly Conflict[];
  /** Fields that a newer version wrote; kept as they are. */
  readonly extra?: Readonly<Record<string, unknown>>;
}

/** A decision on an annotation that does not stand, whole enough to be taken after all. */
export interface Conflict extends Decision, Span, NumberFields, CopyFields {
  readonly label: string;
  /** The words that the decision was about; absent in early sidecars: those of the annotation. */
  readonly quote?: string;
  readonly link?: string;
  readonly note?: string;
}

/** The fields by which a layer describes a suggestion, without its place and its quote. */
export type SuggestionFields = Omit<Suggestion, 'layer' | 'start' | 'end' | 'quote'>;

export const SUGGESTION_FIELDS: readonly (keyof SuggestionFields)[] = [
  'label', ...NUMBER_FIELDS, 'group', 'similarity', 'link', 'role', 'confidence',
];

export function conflictsOf(annotation: Annotation): readonly Conflict[] {
  return annotation.conflict ?? [];
}

export function isDecided(annotation: Annotation): boolean {
  return annotation.status !== 'suggested';
}

/** Whether it is what the machine suggests and nobody has decided: the next analysis may take it back. */
export function isOpenSuggestion(annotation: Annotation): boolean {
  return !isDecided(annotation) && annotation.origin === 'suggested';
}

/** Whether the words are gone from the page, so that only a person can say where the annotation belongs. */
export function isUnplaced(annotation: Pick<Annotation, 'start' | 'end' | 'changed'>): boolean {
  return annotation.changed === true && annotation.start === annotation.end;
}

/** The order of annotations in the store and in sidecars: reading order, then layer, then id. */
export function byPosition(a: Annotation, b: Annotation): number {
  return a.start - b.start
    || b.end - a.end
    || LAYERS.indexOf(a.layer) - LAYERS.indexOf(b.layer)
    || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}
