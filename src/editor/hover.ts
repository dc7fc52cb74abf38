import { Hover, MarkdownString, Uri, l10n, languages, type Disposable, type HoverProvider, type Position, type TextDocument } from 'vscode';
import { conflictsOf, type Annotation } from '../annotations/model';
import { COMMAND, LANGUAGES, LABEL_KEYS } from '../contract';
import { nestingText } from '../review/nesting';
import type { PageRegistry } from '../review/pageRegistry';
import type { PageSession } from '../review/pageSession';
import { labelName, oneLine, signedText, statusName, valueText, verdictText } from '../ui/words';
import { rangeOf } from './marks';

/** The only commands that links in our hovers may run. */
const LINKED = [COMMAND.accept, COMMAND.reject, COMMAND.reveal, COMMAND.allOccurrences, COMMAND.nextCopy, COMMAND.chooseLabel];

export function registerHover(pages: PageRegistry): Disposable {
  return languages.registerHoverProvider(LANGUAGES.map((language) => ({ language })), new MarkHover(pages));
}

class MarkHover implements HoverProvider {
  constructor(private readonly pages: PageRegistry) {}

  provideHover(document: TextDocument, position: Position): Hover | undefined {
    const session = this.pages.of(document);
    if (!session) return undefined;
    const offset = document.offsetAt(position);
    const here = session.annotations.touching({ start: offset, end: offset + 1 })
      .filter((annotation) => annotation.status !== 'rejected')
      .sort((a, b) => (a.end - a.start) - (b.end - b.start));
    if (here.length === 0) return undefined;
    return new Hover(here.map((annotation) => describe(session, annotation)), rangeOf(document, here[0]));
  }
}

/** Label, value, state, who and when, and the commands. Words of the page are appended as text, never as Markdown. */
export function describe(session: PageSession, annotation: Annotation): MarkdownString {
  const text = new MarkdownString('', true);
  text.isTrusted = { enabledCommands: LINKED };
  text.appendMarkdown('**').appendText(labelName(annotation.label)).appendMarkdown('** · ').appendText(oneLine(annotation.quote, 40));
  const value = valueText(annotation);
  if (value !== undefined) text.appendMarkdown('\n\n').appendText(value);
  for (const line of details(session, annotation)) text.appendMarkdown('\n\n').appendText(line);
  text.appendMarkdown(`\n\n${links(session, annotation).join(' · ')}`);
  return text;
}

function details(session: PageSession, annotation: Annotation): string[] {
  const lines = [statusLine(annotation)];
  if (annotation.changed) lines.push(l10n.t('The text has changed since: it was “{0}”.', oneLine(annotation.quote, 40)));
  for (const conflict of conflictsOf(annotation)) lines.push(l10n.t('Decided otherwise: {0}', verdictText(conflict)));
  const nesting = nestingText(session, annotation);
  if (nesting !== undefined) lines.push(nesting);
  if (annotation.link) lines.push(l10n.t('Short for {0}', annotation.link));
  if (annotation.role) lines.push(l10n.t('Byline: {0}', annotation.role));
  if (annotation.layer === 'duplicate') lines.push(copiesLine(session, annotation));
  if (annotation.note) lines.push(annotation.note);
  return lines;
}

function statusLine(annotation: Annotation): string {
  const { status, confidence } = annotation;
  if (status !== 'suggested') return signedText(annotation);
  return confidence === undefined ? statusName(status) : l10n.t('{0}, confidence {1} %', statusName(status), Math.round(confidence * 100));
}

function copiesLine(session: PageSession, annotation: Annotation): string {
  const copies = session.annotations.copies(annotation.group);
  const lines = copies.filter(({ id }) => id !== annotation.id).map(({ start }) => session.document.positionAt(start).line + 1);
  return l10n.t('{0} copies; the others begin in line {1}', copies.length, lines.join(', '));
}

function links(session: PageSession, annotation: Annotation): string[] {
  const target = [{ page: session.key, id: annotation.id }];
  const result: string[] = [];
  if (annotation.status !== 'accepted' || annotation.changed) result.push(link(l10n.t('Accept'), COMMAND.accept, target));
  result.push(link(annotation.origin === 'manual' ? l10n.t('Remove') : l10n.t('Reject'), COMMAND.reject, target));
  if (LABEL_KEYS.some(({ layer }) => layer === annotation.layer)) {
    result.push(link(l10n.t('Label…'), COMMAND.chooseLabel, target), link(l10n.t('All occurrences…'), COMMAND.allOccurrences, target));
  }
  if (annotation.layer === 'duplicate') result.push(link(l10n.t('Next copy'), COMMAND.nextCopy, target));
  return result;
}

/** A command link; the arguments are data of ours, encoded so that nothing in them can end the link. */
function link(title: string, command: string, args: unknown): string {
  return `[${title}](${Uri.parse(`command:${command}`).with({ query: JSON.stringify(args) }).toString()})`;
}
