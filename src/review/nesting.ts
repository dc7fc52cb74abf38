import { l10n } from 'vscode';
import type { Annotation } from '../annotations/model';
import { isVisible } from '../annotations/progress';
import { labelName, oneLine } from '../ui/words';
import type { PageSession } from './pageSession';
import { byLength } from '../page/span';

/** What else stands on an annotation's words: “inside Organisation 青禾镇政府”; undefined where nothing does. */
export function nestingText(session: PageSession, annotation: Annotation): string | undefined {
  const others = session.annotations.touching(annotation).filter((other) => other.id !== annotation.id && isVisible(other));
  const around = others.filter((other) => other.start <= annotation.start && other.end >= annotation.end).sort(byLength).at(0);
  if (around?.layer === 'duplicate') return l10n.t('inside {0}', labelName(around.label, session.labels));
  if (around) return l10n.t('inside {0} “{1}”', labelName(around.label, session.labels), oneLine(around.quote, 12));
  if (annotation.layer === 'duplicate') return undefined; // a passage is full of names and numbers
  const within = others.filter((other) => other.start >= annotation.start && other.end <= annotation.end).length;
  if (within > 0) return l10n.t('{0} inside it', within);
  const beside = others.find((other) => other.layer !== 'duplicate');
  return beside && l10n.t('overlaps {0} “{1}”', labelName(beside.label, session.labels), oneLine(beside.quote, 12));
}
