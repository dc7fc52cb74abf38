import * as l10n from '@vscode/l10n';
import { conflictsOf, type Annotation, type Conflict, type Status } from '../annotations/model';
import type { Aspect, SidecarChange } from '../annotations/sidecarDiff';
import type { SidecarProblem } from '../annotations/sidecarRead';
import type { Finding } from '../cli/checkPages';

/** Sentences about sidecars, the same on the command line and in the editor; `activate` gives the editor's translations. */
/** An annotation in a line of its own: its words without line breaks, and its label. */
export function named({ quote, label }: Pick<Annotation, 'quote' | 'label'>): string {
  const words = quote.replace(/\s+/gu, '');
  const characters = [...words];
  return `${label} “${characters.length > 40 ? `${characters.slice(0, 20).join('')}…${characters.slice(-19).join('')}` : words}”`;
}

function statusWord(status: Status): string {
  switch (status) {
    case 'suggested': return l10n.t('suggested');
    case 'accepted': return l10n.t('accepted');
    case 'rejected': return l10n.t('rejected');
  }
}

/** One change between two sidecars, as a sentence. */
export function changeText(change: SidecarChange): string {
  switch (change.kind) {
    case 'header': return headerText(change.field, change.before, change.after);
    case 'added': return l10n.t('{0} was added: {1}', named(change.after), decisionText(change.after));
    case 'removed': return l10n.t('{0} was removed; it was {1}', named(change.before), decisionText(change.before));
    case 'changed': {
      const what = change.aspects.map((aspect) => aspectText(aspect, change.before, change.after)).filter((text) => text !== undefined);
      return `${named(change.before)}: ${what.join('; ')}`;
    }
  }
}

function headerText(field: string, before: string, after: string): string {
  return field === 'hash' ? l10n.t('the text of the page changed') : l10n.t('{0} of the page: {1} → {2}', field, before, after);
}

function aspectText(aspect: Aspect, before: Annotation, after: Annotation): string {
  switch (aspect) {
    case 'status': return l10n.t('{0} → {1}', statusWord(before.status), decisionText(after));
    case 'label': return l10n.t('label {0} → {1}', before.label, after.label);
    case 'span': return l10n.t('words {0} → {1}', `“${before.quote}” (${before.start}–${before.end})`, `“${after.quote}” (${after.start}–${after.end})`);
    case 'lost': return l10n.t('its words are gone from the page');
    case 'found': return l10n.t('its words are on the page again');
    case 'value': return l10n.t('described differently');
    case 'note': return l10n.t('note “{0}” → “{1}”', before.note ?? '', after.note ?? '');
    case 'conflict': return after.conflict
      ? l10n.t('in conflict with: {0}', sidesText(after.conflict))
      : l10n.t('its conflict was settled');
    case 'decision': return l10n.t('decided again: {0}', decisionText(after));
    case 'other': return l10n.t('other fields differ');
  }
}

/** What was decided, by whom and when. */
export function decisionText({ status, by, at }: { status: Status; by?: string; at?: string }): string {
  const word = statusWord(status);
  const who = [by, at].filter((part) => part !== undefined).join(', ');
  return who === '' ? word : `${word} (${who})`;
}

/** What is wrong, as a sentence. */
export function findingText(finding: Finding): string {
  switch (finding.kind) {
    case 'fault': return finding.reason;
    case 'page': return l10n.t('its page cannot be read: {0}', finding.reason);
    case 'orphan': return finding.page === undefined
      ? l10n.t('there is no page for this sidecar')
      : l10n.t('there is no page for this sidecar; it belongs to {0}', finding.page);
    case 'misnamed': return l10n.t('it was written for a page named {0}', finding.name);
    case 'stale': return l10n.t('the page was changed since; {0} annotations moved', finding.moved);
    case 'lost': return l10n.t('the words of {0} are gone from the page ({1})', named(finding.annotation), decisionText(finding.annotation));
    case 'changed': return l10n.t('the words of {0} are now “{1}” ({2})', named(finding.annotation), finding.words, decisionText(finding.annotation));
    case 'conflict': return conflictSentence(finding.annotation);
  }
}

/** Who decided what on an annotation with a conflict. */
export function conflictSentence(annotation: Annotation): string {
  return l10n.t('{0} is decided in two ways: {1} or {2}', named(annotation), `${annotation.label}, ${decisionText(annotation)}`, sidesText(conflictsOf(annotation)));
}

function sidesText(sides: readonly Conflict[]): string {
  return sides.map((side) => `${side.label}, ${decisionText(side)}`).join('; ');
}

/** Each kind of damage in words. */
export function problemText({ fault, detail }: SidecarProblem): string {
  switch (fault) {
    case 'syntax': return l10n.t('This is not valid JSON.');
    case 'field': return l10n.t('A field is missing or wrong; expected {0}.', detail);
    case 'newer': return l10n.t('It was written by a newer version (format {0}); update the extension.', detail);
    case 'older': return l10n.t('It is of format {0}, from before the first published version; annotations are read from format 1 on.', detail);
    case 'span': return l10n.t('An annotation lies outside the text ({0}).', detail);
    case 'duplicateId': return l10n.t('Two annotations have the id “{0}”.', detail);
  }
}
