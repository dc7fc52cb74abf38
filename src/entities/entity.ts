import type { EntityLabel } from '../annotations/model';
import type { ParagraphKind } from '../page/page';
import type { Span } from '../page/span';

/** A name found in a text. Offsets are UTF-16 code units of the paragraph's reflowed text. */
export interface EntityMention extends Span {
  readonly label: EntityLabel;
  /** 0 to 1: how often mentions with this margin turned out right. */
  readonly confidence: number;
  /** The full name that this short one stands for; absent where the mention is itself the full name. */
  readonly link?: string;
}

/** What the tagger needs of a paragraph. */
export interface ParagraphText {
  readonly text: string;
  readonly kind: ParagraphKind;
}

/** A stretch of a paragraph with its label, as a corpus or a person says it is. */
export interface LabelledSpan extends Span {
  readonly label: EntityLabel;
}
