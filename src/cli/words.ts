import * as l10n from '@vscode/l10n';
import type { Annotation, Status } from '../annotations/model';
import type { Aspect, SidecarChange } from '../annotations/sidecarDiff';
import chinese from '../../media/l10n/bundle.l10n.zh-cn.json';

type Environment = Readonly<Record<string, string | undefined>>;

export function isChinese(environment: Environment): boolean {
  return /^zh/i.test(environment.LC_ALL || environment.LC_MESSAGES || environment.LANG || Intl.DateTimeFormat().resolvedOptions().locale);
}

/** Speaks Chinese where the terminal does, by the usual variables of the environment. */
export function chooseLanguage(environment: Environment): void {
  if (isChinese(environment)) l10n.config({ contents: chinese });
}

/** Said of a page whose encoding neither the person nor the bytes tell for certain. */
export function guessText(file: string, encoding: string): string {
  return `${file}: ${l10n.t('read as {0}, by its look; say --encoding if it is another', encoding)}`;
}

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
      ? l10n.t('in conflict with: {0}', after.conflict.map((conflict) => `${conflict.label}, ${decisionText(conflict)}`).join('; '))
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
