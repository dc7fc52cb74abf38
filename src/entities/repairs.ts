import type { Span } from '../page/span';
import { overlaps } from '../page/span';
import type { LabelledSpan } from './entity';
import { LIST_BIT } from './lexicon';
import { CHARACTER } from './characterTypes';
import type { TextView } from './textView';

/**
 * Small corrections of the model's spans that need no weighing: marks never begin or end a name, administrative levels
 * written together are one place, an organisation keeps its branch.
 * @param spans left to right, without overlap
 * @param taken spans that no result may touch
 * @param joining whether administrative levels written together are one place
 */
export function repairSpans(view: TextView, text: string, spans: readonly LabelledSpan[], taken: readonly Span[], joining = true): LabelledSpan[] {
  const repaired: LabelledSpan[] = [];
  for (const raw of spans) {
    const trimmed = withoutMarks(view, raw);
    if (!trimmed) continue;
    const span = trimmed.label === 'ORG' ? withBranch(view, text, trimmed) : trimmed;
    const last = repaired.at(-1);
    if (last && span.start < last.end) continue;
    if (joining && last?.end === span.start && belongTogether(view, last, span)) {
      repaired[repaired.length - 1] = { start: last.start, end: span.end, label: span.label };
    } else {
      repaired.push(span);
    }
  }
  return taken.length === 0 ? repaired : repaired.filter((span) => !taken.some((other) => overlaps(other, span)));
}

/** Without punctuation and spaces at its edges; null where nothing is left. Closing marks stay where the opening one is inside. */
function withoutMarks(view: TextView, span: LabelledSpan): LabelledSpan | null {
  let { start, end } = span;
  while (start < end && isEdgeMark(view.classes[start] & 15, CHARACTER.OpenQuote, CHARACTER.OpenBracket)) start += 1;
  while (start < end && isEdgeMark(view.classes[end - 1] & 15, CHARACTER.CloseQuote, CHARACTER.CloseBracket)) end -= 1;
  return start === end ? null : { start, end, label: span.label };
}

function isEdgeMark(type: number, quote: number, bracket: number): boolean {
  return type >= CHARACTER.Stop && type !== CHARACTER.Other && type !== quote && type !== bracket;
}

/** Two places side by side are one; a place before a branch or a common last word of organisations belongs to it. */
function belongTogether(view: TextView, left: LabelledSpan, right: LabelledSpan): boolean {
  if (left.label !== 'PLACE') return false;
  if (right.label === 'PLACE') return true;
  return right.label === 'ORG' && (view.startBits[right.start] & (LIST_BIT.branch | LIST_BIT.orgSuffix)) !== 0;
}

/** 安澜远泽科技股份有限公司 before 党支部: the branch belongs to the name. */
function withBranch(view: TextView, text: string, span: LabelledSpan): LabelledSpan {
  if (span.end >= view.length || (view.startBits[span.end] & LIST_BIT.branch) === 0) return span;
  let end = span.end;
  view.lexicon.match(view.codes, span.end, text.length, (matched, bits) => {
    if (bits & LIST_BIT.branch && endsWord(view, matched)) end = matched;
  });
  return end === span.end ? span : { ...span, end };
}

function endsWord(view: TextView, at: number): boolean {
  return at === view.length || view.wordStart[view.wordAt[at]] === at;
}
