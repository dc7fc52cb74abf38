import { env, l10n, type Uri } from 'vscode';
import { contextOf } from '../annotations/context';
import { DEFAULT_LABELS, localText, type LabelSet } from '../annotations/labelSet';
import {
  LAYERS, type Conflict, type CopyRole, type Decision, type Layer, type NumberFields, type Status,
} from '../annotations/model';
import type { QueryNames } from '../annotations/query';
import type { Span } from '../page/span';
import { builtInTitle, layerTitle } from './labelTitles';

/** Words for people: names of layers, labels and states in the language of the editor. */
export function layerName(layer: Layer): string {
  return layerTitle(layer, l10n) ?? String(layer);
}

/** @param labels those of the page's folder; a label that is not among them is shown as unknown. Absent: the built-in ones */
export function labelName(label: string, labels?: LabelSet): string {
  const own = labels?.get(label);
  const builtIn = builtInTitle(label, l10n);
  const name = localText(own?.title, env.language) ?? builtIn ?? label;
  const isCopy = builtIn !== undefined && DEFAULT_LABELS.get(label) === undefined;
  return labels && !own && !isCopy ? l10n.t('{0} (unknown label)', name) : name;
}

/** When the label is to be given, as the folder's file of labels says. */
export function guidelineOf(label: string, labels: LabelSet): string | undefined {
  return localText(labels.get(label)?.guideline, env.language);
}

export function statusName(status: Status): string {
  switch (status) {
    case 'suggested': return l10n.t('Suggested');
    case 'accepted': return l10n.t('Accepted');
    case 'rejected': return l10n.t('Rejected');
  }
}

/** A verdict with who made it and when, as far as that is known. */
export function signedText({ status, by, at }: Decision): string {
  const when = at === undefined ? '' : new Date(at).toLocaleString();
  if (by) return l10n.t('{0} by {1}, {2}', statusName(status), by, when);
  return when ? `${statusName(status)}, ${when}` : statusName(status);
}

/** What a copy is to the others of its group. */
export function roleName(role: CopyRole): string {
  switch (role) {
    case 'kept': return l10n.t('Kept copy');
    case 'same': return l10n.t('Copy of the kept one');
    case 'original': return l10n.t('Original');
    case 'update': return l10n.t('Update');
    case 'quote': return l10n.t('Quotation');
  }
}

/** One side of a conflict: label, words, verdict, who and when. */
export function verdictText(conflict: Conflict, labels: LabelSet): string {
  const words = conflict.quote === undefined ? '' : `“${oneLine(conflict.quote, 20)}” `;
  const value = valueText(conflict);
  const role = conflict.copy === undefined ? '' : `, ${roleName(conflict.copy)}`;
  return `${words}${labelName(conflict.label, labels)}${value === undefined ? '' : ` ${value}`}${role} · ${signedText(conflict)}`;
}

/** What may be named in a filter in the language of the editor. */
export function queryNames(labels: LabelSet = DEFAULT_LABELS): QueryNames {
  const named: [string, string][] = [
    ...LAYERS.map((layer): [string, string] => [layerName(layer), layer]),
    ...[...labels.all.map(({ name }) => name), 'exact', 'near', 'contains', 'formula'].map((label): [string, string] => [labelName(label, labels), label]),
    ...(['suggested', 'accepted', 'rejected'] as const).map((status): [string, string] => [statusName(status), status]),
    [l10n.t('To decide'), 'open'],
    [l10n.t('To look at again'), 'doubtful'],
  ];
  return { idsOf: (word) => named.filter(([name]) => name.toLowerCase() === word.toLowerCase()).map(([, id]) => id) };
}

/** The value of a number for reading: `128,600 m²`, `2021-09`, `600 – 700`, with ≈ where it is approximate. */
export function valueText(annotation: NumberFields): string | undefined {
  const { value, min, max, unit, canonicalUnit, canonicalValue, canonicalMin, canonicalMax, approx, unresolved, modifier } = annotation;
  const main = value !== undefined ? plain(value)
    : min !== undefined && max !== undefined ? `${plain(min)} – ${plain(max)}`
      : min !== undefined ? `≥ ${plain(min)}`
        : max !== undefined ? `≤ ${plain(max)}` : undefined;
  if (main === undefined) return unresolved ? l10n.t('depends on the date of the page') : undefined;
  const withUnit = [approx ? '≈ ' : '', main, unit && unit !== '%' ? ` ${unit}` : unit ?? '', modifier ? ` (${modifier})` : ''].join('');
  const canonical = canonicalValue !== undefined ? plain(canonicalValue)
    : canonicalMin !== undefined && canonicalMax !== undefined ? `${plain(canonicalMin)} – ${plain(canonicalMax)}` : undefined;
  const inCanonical = canonical !== undefined && canonicalUnit !== undefined && canonicalUnit !== unit ? ` = ${canonical} ${canonicalUnit}` : '';
  return withUnit + inCanonical + (unresolved ? ` (${l10n.t('depends on the date of the page')})` : '');
}

/** The value of a number where it says more than the words of the page do: not 41 份 for “41份”. */
export function valueUnlessSaid(annotation: NumberFields & { readonly quote: string }): string | undefined {
  const text = valueText(annotation);
  const bare = (words: string): string => words.normalize('NFKC').replace(/[\s,]/gu, '');
  return text === undefined || bare(text) === bare(annotation.quote) ? undefined : text;
}

function plain(value: number | string): string {
  return typeof value === 'number' ? value.toLocaleString('en-US', { maximumFractionDigits: 6 }) : value;
}

/** Words of a page between those that stand around them, for lists of places. */
export function inContext(text: string, place: Span, words: string): string {
  const { before, after } = contextOf(text, place);
  return `${before}【${oneLine(words, 30)}】${after}`;
}

/** Words on one line: white space folded, long ones cut in the middle. */
export function oneLine(text: string, most = 60): string {
  const folded = text.replace(/\s+/gu, (gap) => (gap.includes('\n') || gap.includes('\r') ? '' : ' '));
  const characters = [...folded];
  if (characters.length <= most) return folded;
  const half = Math.floor((most - 1) / 2);
  return `${characters.slice(0, half).join('')}…${characters.slice(-half).join('')}`;
}

/** The last part of a path, as people call the file. */
export function fileName({ path }: Uri): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
