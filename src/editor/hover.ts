import { Hover, MarkdownString, Uri, l10n, languages, workspace, type Disposable, type HoverProvider, type Position, type TextDocument } from 'vscode';
import { conflictsOf, type Annotation } from '../annotations/model';
import { isMention, mentionsOfName, nameOf } from '../annotations/pageSurvey';
import { withoutWhitespace } from '../annotations/whitespace';
import { COMMAND, PAGE_SELECTOR } from '../contract';
import { isSamePlace, placesOf, type Passage } from '../copies/passages';
import { nestingText } from '../review/nesting';
import type { PageRegistry } from '../review/pageRegistry';
import type { PageSession } from '../review/pageSession';
import { guidelineOf, labelName, oneLine, roleName, signedText, statusName, valueText, verdictText } from '../ui/words';
import { rangeOf } from './marks';
import { byLength } from '../page/span';

/** The only commands that links in our hovers may run. */
const LINKED = [COMMAND.accept, COMMAND.reject, COMMAND.reveal, COMMAND.allOccurrences, COMMAND.nextCopy, COMMAND.chooseLabel, COMMAND.openCopy, COMMAND.compareCopies, COMMAND.keepCopy];
/** Other places of a passage that a hover lists. */
const MOST_PLACES = 8;
/** Mentions of a name that a hover lists. */
const MOST_MENTIONS = 12;

export function registerHover(pages: PageRegistry): Disposable {
  return languages.registerHoverProvider(PAGE_SELECTOR, new MarkHover(pages));
}

class MarkHover implements HoverProvider {
  constructor(private readonly pages: PageRegistry) {}

  async provideHover(document: TextDocument, position: Position): Promise<Hover | undefined> {
    const session = await this.pages.settledOf(document);
    if (!session) return undefined;
    const offset = document.offsetAt(position);
    const here = session.annotations.touching({ start: offset, end: offset + 1 })
      .filter((annotation) => annotation.status !== 'rejected')
      .sort(byLength);
    const unmarked = session.passages.filter(({ annotation, start, end }) => !annotation && start <= offset && offset < end);
    const parts = [...here.map((annotation) => describe(session, annotation)), ...unmarked.map((passage) => describePassage(session, passage))];
    return parts.length === 0 ? undefined : new Hover(parts, rangeOf(document, here.at(0) ?? unmarked[0]));
  }
}

/** Label, value, state, who and when, and the commands. Words of the page are appended as text, never as Markdown. */
export function describe(session: PageSession, annotation: Annotation): MarkdownString {
  const text = new MarkdownString('', true);
  text.isTrusted = { enabledCommands: LINKED };
  text.appendMarkdown('**').appendText(labelName(annotation.label, session.labels)).appendMarkdown('** · ').appendText(oneLine(annotation.quote, 40));
  const value = valueText(annotation);
  if (value !== undefined) text.appendMarkdown('\n\n').appendText(value);
  for (const line of details(session, annotation)) text.appendMarkdown('\n\n').appendText(line);
  const passage = annotation.layer === 'duplicate' ? session.passages.find((one) => one.annotation === annotation) : undefined;
  if (passage) appendPlaces(text, session, passage);
  if (isMention(annotation)) appendMentions(text, session, annotation);
  text.appendMarkdown(`\n\n${links(session, annotation).join(' · ')}`);
  return text;
}

/** A passage whose copies are in other files, as far as the page itself knows nothing of them. */
function describePassage(session: PageSession, passage: Passage): MarkdownString {
  const text = new MarkdownString('', true);
  text.isTrusted = { enabledCommands: LINKED };
  text.appendMarkdown('**').appendText(labelName(passage.label)).appendMarkdown('** · ').appendText(oneLine(session.annotations.text.slice(passage.start, passage.end), 40));
  appendPlaces(text, session, passage);
  const { start, end } = passage;
  const target = [{ page: session.key, start, end }];
  text.appendMarkdown(`\n\n${[link(l10n.t('Next copy'), COMMAND.nextCopy, target), link(l10n.t('Compare'), COMMAND.compareCopies, target), link(l10n.t('Keep this one'), COMMAND.keepCopy, target)].join(' · ')}`);
  return text;
}

/** Links to the other mentions of a name on the page, those nearest to it, with the words where they are others. */
function appendMentions(text: MarkdownString, session: PageSession, annotation: Annotation): void {
  const mentions = mentionsOfName(session.annotations.all, nameOf(annotation));
  if (mentions.length < 2) return;
  const index = mentions.findIndex(({ id }) => id === annotation.id);
  const first = Math.max(0, Math.min(index - Math.floor(MOST_MENTIONS / 2), mentions.length - MOST_MENTIONS));
  const shown = mentions.slice(first, first + MOST_MENTIONS).map((mention) => {
    const line = l10n.t('line {0}', session.document.positionAt(mention.start).line + 1);
    const words = withoutWhitespace(mention.quote);
    const title = words === withoutWhitespace(annotation.quote) ? line : `${line} ${oneLine(words, 20)}`;
    return mention.id === annotation.id ? `**${escaped(line)}**` : link(escaped(title), COMMAND.reveal, [{ page: session.key, id: mention.id }]);
  });
  const left = mentions.length - shown.length;
  text.appendMarkdown('\n\n').appendText(l10n.t('{0} mentions on this page:', mentions.length)).appendMarkdown(` ${shown.join(' · ')}`);
  if (left > 0) text.appendText(` ${l10n.t('and {0} more', left)}`);
}

/** Links to the other places of a passage: lines of this page, names of other files. */
function appendPlaces(text: MarkdownString, session: PageSession, passage: Passage): void {
  const own = { uri: session.document.uri, start: passage.start, end: passage.end };
  const others = placesOf(session.document.uri, passage).filter((place) => !isSamePlace(place, own));
  if (others.length === 0) return;
  const places = others.slice(0, MOST_PLACES).map(({ uri, start, end }) => {
    const isHere = uri.toString() === session.key;
    const title = isHere ? l10n.t('line {0}', session.document.positionAt(start).line + 1) : workspace.asRelativePath(uri);
    return link(escaped(title), COMMAND.openCopy, [{ page: uri.toString(), start, end }]);
  });
  const left = passage.count - 1 - places.length;
  text.appendMarkdown('\n\n').appendText(l10n.t('Also in:')).appendMarkdown(` ${places.join(' · ')}`);
  if (left > 0) text.appendText(` ${l10n.t('and {0} more', left)}`);
}

/** A name as Markdown that shows it as it is, whatever is in it. */
function escaped(name: string): string {
  return name.replace(/[\\`*_{}[\]()#+\-.!|<>~&$:]/g, '\\$&').replace(/\s+/g, ' ');
}

function details(session: PageSession, annotation: Annotation): string[] {
  const lines = [statusLine(annotation)];
  if (annotation.changed) lines.push(l10n.t('The text has changed since: it was “{0}”.', oneLine(annotation.quote, 40)));
  for (const conflict of conflictsOf(annotation)) lines.push(l10n.t('Decided otherwise: {0}', verdictText(conflict, session.labels)));
  const nesting = nestingText(session, annotation);
  if (nesting !== undefined) lines.push(nesting);
  if (annotation.link) lines.push(l10n.t('Short for {0}', annotation.link));
  if (annotation.role) lines.push(l10n.t('Byline: {0}', annotation.role));
  if (annotation.copy) lines.push(annotation.of === undefined ? roleName(annotation.copy) : l10n.t('{0}; see {1}', roleName(annotation.copy), annotation.of));
  if (annotation.note) lines.push(annotation.note);
  const guideline = guidelineOf(annotation.label, session.labels);
  if (guideline !== undefined) lines.push(l10n.t('Guideline: {0}', guideline));
  return lines;
}

function statusLine(annotation: Annotation): string {
  const { status, confidence } = annotation;
  if (status !== 'suggested') return signedText(annotation);
  return confidence === undefined ? statusName(status) : l10n.t('{0}, confidence {1} %', statusName(status), Math.round(confidence * 100));
}

function links(session: PageSession, annotation: Annotation): string[] {
  const target = [{ page: session.key, id: annotation.id }];
  const result: string[] = [];
  if (annotation.status !== 'accepted' || annotation.changed) result.push(link(l10n.t('Accept'), COMMAND.accept, target));
  result.push(link(annotation.origin === 'manual' ? l10n.t('Remove') : l10n.t('Reject'), COMMAND.reject, target));
  if (annotation.layer !== 'duplicate') {
    result.push(link(l10n.t('Label…'), COMMAND.chooseLabel, target), link(l10n.t('All occurrences…'), COMMAND.allOccurrences, target));
  }
  if (annotation.layer === 'duplicate') {
    result.push(link(l10n.t('Next copy'), COMMAND.nextCopy, target), link(l10n.t('Compare'), COMMAND.compareCopies, target), link(l10n.t('Keep this one'), COMMAND.keepCopy, target));
  }
  return result;
}

/** A command link; the arguments are data of ours, encoded so that nothing in them can end the link. */
function link(title: string, command: string, args: unknown): string {
  return `[${title}](${Uri.parse(`command:${command}`).with({ query: JSON.stringify(args) }).toString()})`;
}
