import { QuickPickItemKind, l10n, window, type QuickPickItem } from 'vscode';
import { contextOf } from '../annotations/context';
import { mark, type Afters } from '../annotations/decisions';
import type { Annotation } from '../annotations/model';
import { findOccurrences } from '../annotations/occurrences';
import { overlaps, type Span } from '../page/span';
import { labelName, oneLine } from '../ui/words';
import type { CommandTargets } from './commandTarget';
import { newStamp, noPage } from './decisionCommands';
import type { PageSession } from './pageSession';

interface OccurrenceItem extends QuickPickItem {
  readonly span?: Span;
}

/** “All occurrences”: the same words elsewhere on the page, to be given the same label in one step. */
export async function allOccurrences(targets: CommandTargets, argument: unknown): Promise<void> {
  const target = targets.of(argument, undefined);
  if (!target) return void noPage();
  const { session } = target;
  const annotation = target.annotations.at(0);
  if (!annotation || annotation.layer === 'duplicate') return void window.setStatusBarMessage(l10n.t('There is no name or number here.'), 3000);
  const items = itemsFor(session, annotation);
  if (items.length === 0) {
    return void window.setStatusBarMessage(l10n.t('“{0}” stands nowhere else on this page.', oneLine(annotation.quote, 20)), 4000);
  }
  const picked = await window.showQuickPick(items, {
    canPickMany: true,
    title: l10n.t('“{0}” as {1}', oneLine(annotation.quote, 20), labelName(annotation.label)),
    placeHolder: l10n.t('Enter gives the checked places this label; Space checks and unchecks.'),
  });
  if (!picked || picked.length === 0) return;
  const stamp = newStamp();
  const { layer, label, value, unit, canonicalUnit, canonicalValue, min, max, approx, modifier } = annotation;
  const fields = layer === 'number' ? withoutUndefined({ value, unit, canonicalUnit, canonicalValue, min, max, approx, modifier }) : {};
  const afters: Afters = picked.flatMap(({ span }) => (span ? mark(session.annotations, span, layer, label, fields, stamp) : []));
  const own = annotation.status === 'accepted' ? [] : mark(session.annotations, annotation, layer, label, fields, stamp);
  session.annotations.decide(l10n.t('label {0} occurrences of “{1}”', picked.length, oneLine(annotation.quote, 20)), [...own, ...afters]);
}

/** Places that do not have the label yet, those without any first; places with another label say so and are not checked. */
function itemsFor(session: PageSession, annotation: Annotation): OccurrenceItem[] {
  const { annotations, document } = session;
  const places = findOccurrences(annotations.text, annotation.quote).filter((span) => span.start !== annotation.start);
  const untagged: OccurrenceItem[] = [];
  const others: OccurrenceItem[] = [];
  for (const span of places) {
    const here = annotations.touching(span).filter(({ layer, status }) => layer === annotation.layer && status !== 'rejected').filter((one) => overlaps(one, span));
    const same = here.find(({ start, end, label }) => start === span.start && end === span.end && label === annotation.label);
    if (same?.status === 'accepted') continue;
    const { before, after } = contextOf(annotations.text, span);
    const line = l10n.t('line {0}', document.positionAt(span.start).line + 1);
    const other = here.find((one) => one !== same);
    const item = { label: `${before}【${oneLine(annotation.quote, 30)}】${after}`, span };
    if (other) others.push({ ...item, description: l10n.t('{0}; marked as {1}: {2}', line, labelName(other.label), oneLine(other.quote, 20)) });
    else untagged.push({ ...item, description: same ? l10n.t('{0}; suggested', line) : line, picked: true });
  }
  return others.length === 0 ? untagged : [...untagged, { label: l10n.t('Marked otherwise'), kind: QuickPickItemKind.Separator }, ...others];
}

function withoutUndefined<Fields extends object>(fields: Fields): Partial<Fields> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<Fields>;
}
