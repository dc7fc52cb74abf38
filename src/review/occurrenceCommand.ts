import { QuickPickItemKind, l10n, window, workspace, type QuickPickItem } from 'vscode';
import { mark, reject, type Afters } from '../annotations/decisions';
import type { LabelSet } from '../annotations/labelSet';
import type { Annotation } from '../annotations/model';
import { numberFieldsOf } from '../annotations/numberFields';
import { occurrencesOf, type Occurrence } from '../annotations/occurrences';
import type { PageAnnotations } from '../annotations/pageAnnotations';
import { withoutWhitespace } from '../annotations/whitespace';
import type { SharedDecisions } from '../copies/sharedDecisions';
import { inContext, labelName, oneLine } from '../ui/words';
import type { CommandTargets } from './commandTarget';
import { newStamp, noPage } from './decider';
import type { PageRegistry } from './pageRegistry';
import type { PageSession } from './pageSession';
import { pickMany } from './pickMany';
import type { ReviewMode } from './reviewMode';

interface OccurrenceItem extends QuickPickItem {
  readonly place?: { readonly session: PageSession; readonly occurrence: Occurrence };
}

/**
 * “All occurrences”: the same words elsewhere on the open pages, to be given the same label in one step. Asked of
 * a rejected annotation, it lists what is suggested on the same words, to be rejected as well.
 */
export async function allOccurrences(targets: CommandTargets, mode: ReviewMode, pages: PageRegistry, shared: SharedDecisions, argument: unknown): Promise<void> {
  const target = targets.of(argument, undefined);
  if (!target) return noPage();
  const annotation = target.annotations.at(0);
  if (!annotation || annotation.layer === 'duplicate') return void window.setStatusBarMessage(l10n.t('There is no name or number here.'), 3000);
  const rejecting = annotation.status === 'rejected';
  const items = itemsFor(target.session, pages, annotation, rejecting);
  if (items.every(({ place }) => place === undefined)) {
    return void window.setStatusBarMessage(l10n.t('“{0}” stands nowhere else on the open pages.', oneLine(annotation.quote, 20)), 4000);
  }
  const words = oneLine(annotation.quote, 20);
  const picked = await pickMany(
    items,
    rejecting ? l10n.t('“{0}” is no {1}', words, labelName(annotation.label, target.session.labels)) : l10n.t('“{0}” as {1}', words, labelName(annotation.label, target.session.labels)),
    rejecting ? l10n.t('Enter rejects the checked places; Space checks and unchecks.')
      : l10n.t('Enter gives the checked places this label; Space checks and unchecks.'),
    mode.typed,
  );
  const places = picked.flatMap(({ place }) => place ?? []);
  if (places.length === 0) return;
  const framed = target.session.current;
  const name = rejecting ? l10n.t('reject {0} occurrences of “{1}”', places.length, words) : l10n.t('label {0} occurrences of “{1}”', places.length, words);
  await shared.decide(name, [...new Set([target.session, ...places.map((place) => place.session)])].map((session) => {
    const here = places.filter((place) => place.session === session).map(({ occurrence }) => occurrence);
    const isOrigin = session === target.session;
    return {
      uri: session.document.uri, isOrigin,
      work: (page) => (rejecting ? rejectAfters(page, here) : labelAfters(page, here, annotation, isOrigin ? page.get(annotation.id) : undefined)),
    };
  }));
  mode.goOnIfDecided(target.session, framed);
}

/** What the checked places become; the page may have been edited while the list was open, and what moved away is left out. */
function labelAfters(page: PageAnnotations, occurrences: readonly Occurrence[], annotation: Annotation, own: Annotation | undefined): Afters {
  const { layer, label } = annotation;
  const fields = layer === 'number' ? numberFieldsOf(annotation) : {};
  const wanted = withoutWhitespace(annotation.quote);
  const spans = [...(own && own.status !== 'accepted' ? [own] : []), ...occurrences.map(({ span }) => span)]
    .filter(({ start, end }) => withoutWhitespace(page.text.slice(start, end)) === wanted);
  const stamp = newStamp();
  return spans.flatMap((span) => mark(page, span, layer, label, fields, stamp));
}

function rejectAfters(page: PageAnnotations, occurrences: readonly Occurrence[]): Afters {
  const annotations = occurrences.flatMap(({ here }) => (here ? page.get(here.id) : undefined) ?? []);
  return reject(page, annotations, newStamp());
}

/** What can be decided first and checked; then what is marked otherwise, and what is done already, both unchecked. */
function itemsFor(own: PageSession, pages: PageRegistry, annotation: Annotation, rejecting: boolean): OccurrenceItem[] {
  const others = pages.all.filter((session) => session !== own);
  return [own, ...others].flatMap((session) => {
    const found = occurrencesOf(session.annotations, annotation.quote, annotation.layer, annotation.label, session === own ? annotation : undefined)
      .filter(({ state, here }) => !rejecting || (here && state !== 'rejected'));
    const items = found.map((occurrence) => ({ occurrence, item: itemOf(session, occurrence, rejecting) }));
    const of = (...states: Occurrence['state'][]): OccurrenceItem[] => items.filter(({ occurrence }) => states.includes(occurrence.state)).map(({ item }) => item);
    const page = session === own ? undefined : workspace.asRelativePath(session.document.uri);
    return [
      ...part(page ?? '', of('free', 'suggested')),
      ...part(withPage(l10n.t('Marked otherwise'), page), of('other', 'part', 'rejected')),
      ...part(withPage(l10n.t('Marked already'), page), of('done')),
    ];
  });
}

function part(title: string, items: readonly OccurrenceItem[]): OccurrenceItem[] {
  if (items.length === 0 || title === '') return [...items];
  return [{ label: title, kind: QuickPickItemKind.Separator }, ...items];
}

function withPage(title: string, page: string | undefined): string {
  return page === undefined ? title : `${title} · ${page}`;
}

function itemOf(session: PageSession, occurrence: Occurrence, rejecting: boolean): OccurrenceItem {
  const { span, state } = occurrence;
  const { text } = session.annotations;
  return {
    label: inContext(text, span, text.slice(span.start, span.end)),
    description: stateText(occurrence, l10n.t('line {0}', session.document.positionAt(span.start).line + 1), session.labels),
    picked: state === 'suggested' || (state === 'free' && !rejecting),
    place: { session, occurrence },
  };
}

function stateText({ state, here, longer }: Occurrence, line: string, labels: LabelSet): string {
  switch (state) {
    case 'free': return line;
    case 'suggested': return l10n.t('{0}; suggested', line);
    case 'done': return l10n.t('{0}; marked already', line);
    case 'rejected': return l10n.t('{0}; rejected', line);
    case 'part': return l10n.t('{0}; part of “{1}”', line, oneLine(longer ?? '', 20));
    case 'other': return l10n.t('{0}; marked as {1}: {2}', line, labelName(here?.label ?? '', labels), oneLine(here?.quote ?? '', 20));
  }
}

