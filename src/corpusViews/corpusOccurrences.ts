import { ProgressLocation, QuickPickItemKind, l10n, window, type QuickPickItem } from 'vscode';
import { contextOf } from '../annotations/context';
import type { LabelSet } from '../annotations/labelSet';
import type { NameChange } from '../annotations/nameChange';
import { nameOf } from '../annotations/pageSurvey';
import { occurrencesOf } from '../annotations/occurrences';
import { withoutWhitespace } from '../annotations/whitespace';
import type { Span } from '../page/span';
import type { CommandTargets } from '../review/commandTarget';
import { noPage } from '../review/decider';
import type { PageSession } from '../review/pageSession';
import type { FoundPlace, PageTask, SurveyCalls } from '../survey/protocol';
import { signalOf } from '../ui/signalOf';
import { labelName, oneLine } from '../ui/words';
import { shownPath, type CorpusService } from './corpusService';
import type { NameEditor } from './nameEditor';

/** Places that the list offers at once; applied, the next ones come. */
const MOST_PLACES = 2000;

/** What is looked for: the words of a name, with the label and the full form that the places get. */
export interface WantedName {
  readonly words: string;
  readonly label: string;
  /** The full form, where the words are a short one. */
  readonly link?: string;
  /** The place that the words were taken from, which is left out. */
  readonly from: Span & { readonly path: string };
}

type Found = SurveyCalls['find']['answer'];

interface PlaceItem extends QuickPickItem {
  readonly place?: FoundPlace;
}

/** “All Occurrences in Corpus”: the same words on every page, to be given the same label in one step. */
export async function occurrencesInCorpus(targets: CommandTargets, corpus: CorpusService, editor: NameEditor, argument: unknown): Promise<void> {
  const target = targets.of(argument, undefined);
  if (!target) return noPage();
  const annotation = target.annotations.at(0);
  if (annotation?.layer !== 'entity') return void window.setStatusBarMessage(l10n.t('There is no name here.'), 3000);
  const { uri } = target.session.document;
  const words = withoutWhitespace(annotation.quote);
  const wanted: WantedName = {
    words, label: annotation.label, from: { path: uri.fsPath, start: annotation.start, end: annotation.end },
    ...(annotation.link === undefined || nameOf(annotation) === words ? {} : { link: annotation.link }),
  };
  const found = await findWithProgress(corpus, wanted);
  if (!found) return;
  const title = l10n.t('“{0}” as {1}', oneLine(words, 20), labelName(wanted.label, target.session.labels));
  const items = placeItems(words, found, (path) => corpus.labelsOf(path));
  if (items.length === 0) return void window.setStatusBarMessage(l10n.t('“{0}” stands nowhere else in the corpus without this label.', oneLine(words, 20)), 5000);
  const picked = await window.showQuickPick(items, {
    canPickMany: true, matchOnDescription: true, title: titleOf(title, found),
    placeHolder: l10n.t('Enter gives the checked places this label; Space checks and unchecks.'),
  });
  const places = picked?.flatMap(({ place }) => place ?? []) ?? [];
  if (places.length > 0) await editor.apply(l10n.t('label {0} occurrences of “{1}”', places.length, oneLine(words, 20)), tasksFor(wanted, places));
}

/** Where the words stand: open pages as they are in their editors, the others as they are on disk. Undefined where that was given up. */
export async function findInCorpus(corpus: CorpusService, { words, label, from }: WantedName, signal?: AbortSignal, progress?: (done: number, total: number) => void): Promise<Found | undefined> {
  await corpus.start();
  const open = corpus.openPages();
  const outcome = await corpus.ask('find', { words, label, most: MOST_PLACES, except: open.map(({ path }) => path) }, {
    signal, progress: ({ done, total }) => progress?.(done, total),
  });
  if (outcome.kind !== 'done') return undefined;
  const here = open.flatMap(({ path, session }) => placesOn(path, session, words, label, path === from.path ? from : undefined));
  const { total, places, unreadable } = outcome.answer;
  return { total: total + here.length, unreadable, places: [...here, ...places].slice(0, MOST_PLACES) };
}

/** What gives the places the label, by page. */
export function tasksFor({ words, label, link }: WantedName, places: readonly FoundPlace[]): PageTask<NameChange>[] {
  const byPath = new Map<string, FoundPlace[]>();
  for (const place of places) byPath.set(place.path, [...byPath.get(place.path) ?? [], place]);
  return [...byPath].map(([path, spans]) => ({
    path, task: { kind: 'mark', words, label, link, spans: spans.map(({ start, end }) => ({ start, end })) },
  }));
}

function findWithProgress(corpus: CorpusService, wanted: WantedName): Thenable<Found | undefined> {
  return window.withProgress({ location: ProgressLocation.Notification, title: l10n.t('Looking for “{0}” in all pages', oneLine(wanted.words, 20)), cancellable: true }, (shown, token) => {
    return findInCorpus(corpus, wanted, signalOf(token), (done, total) => { shown.report({ message: `${done}/${total}` }); });
  });
}

function placesOn(path: string, { annotations, document }: PageSession, words: string, label: string, at: Span | undefined): FoundPlace[] {
  return occurrencesOf(annotations, words, 'entity', label, at).map(({ span, state, here, longer }) => {
    const { line, character } = document.positionAt(span.start);
    return {
      path, ...span, ...contextOf(annotations.text, span), from: { line, character }, state,
      ...(here ? { here: { label: here.label, quote: here.quote, status: here.status } } : {}), ...(longer === undefined ? {} : { longer }),
    };
  });
}

/** Those without any mark first and checked, then what is marked otherwise, part of a longer name or rejected; what has the label is only counted. */
function placeItems(words: string, { places }: Found, labelsOf: (path: string) => LabelSet): PlaceItem[] {
  const plain = places.filter(({ state }) => state === 'free' || state === 'suggested');
  const others = places.filter(({ state }) => state === 'other' || state === 'part' || state === 'rejected');
  const separator = { label: l10n.t('Marked otherwise'), kind: QuickPickItemKind.Separator };
  return [...plain.map((place) => itemOf(words, place, true, labelsOf)), ...(others.length === 0 ? [] : [separator, ...others.map((place) => itemOf(words, place, false, labelsOf))])];
}

function itemOf(words: string, place: FoundPlace, picked: boolean, labelsOf: (path: string) => LabelSet): PlaceItem {
  const said = {
    free: undefined, done: undefined,
    suggested: l10n.t('suggested'),
    rejected: l10n.t('rejected before'),
    part: l10n.t('part of “{0}”', oneLine(place.longer ?? '', 20)),
    other: place.here && l10n.t('marked as {0}: {1}', labelName(place.here.label, labelsOf(place.path)), oneLine(place.here.quote, 20)),
  }[place.state];
  return {
    label: `${place.before}【${words}】${place.after}`, picked, place,
    description: [shownPath(place.path), l10n.t('line {0}', place.from.line + 1), ...(said === undefined ? [] : [said])].join(' · '),
  };
}

function titleOf(title: string, { total, places, unreadable }: Found): string {
  const done = places.filter(({ state }) => state === 'done').length;
  return [
    title,
    ...(done > 0 ? [l10n.t('{0} have it already', done)] : []),
    ...(total > places.length ? [l10n.t('the first {0} of {1}', places.length, total)] : []),
    ...(unreadable > 0 ? [l10n.t('{0} pages could not be read', unreadable)] : []),
  ].join(' · ');
}
