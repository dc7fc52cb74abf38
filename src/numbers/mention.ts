import type { NumberFields, NumberKind } from '../annotations/model';
import type { Span } from '../page/span';

/** A number in a text, with what it means. Offsets are UTF-16 code units of the text that was read. */
export interface NumberMention extends Span, NumberFields {
  readonly kind: NumberKind;
}

/** A day by the calendar; month and day count from 1. */
export interface CalendarDay {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

export interface NumberOptions {
  /** The day of the page: relative dates (今年, 昨日, 去年11月) are offered and resolved against it. */
  readonly today?: CalendarDay;
  /**
   * Whether relative dates are offered at all. Without `today` they are marked `unresolved`. The default is to offer
   * them where `today` is given.
   */
  readonly relativeDates?: boolean;
  /** 兆 is 10¹² where true (the default), 10⁶ where false. */
  readonly bigZhao?: boolean;
}
