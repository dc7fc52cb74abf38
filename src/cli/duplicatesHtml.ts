import * as l10n from '@vscode/l10n';
import type { CorpusGroupView, FileShare, UpdateSummary } from '../corpus/protocol';
import { kindWord, morePlaces, percent } from './duplicatesText';

export interface CopyReport {
  readonly summary: UpdateSummary;
  /** How many groups there are; `groups` may be fewer, the greatest first. */
  readonly total: number;
  readonly groups: readonly CorpusGroupView[];
  readonly shares: readonly FileShare[];
  readonly sharing: number;
}

const STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
details { border-top: 1px solid GrayText; padding: .4rem 0; }
summary { cursor: pointer; }
summary b { font-weight: 600; }
blockquote { margin: .4rem 0 .4rem 1rem; padding-left: .6rem; border-left: 3px solid GrayText; }
table { border-collapse: collapse; }
td { padding: .1rem .8rem .1rem 0; overflow-wrap: anywhere; }
td:first-child { white-space: nowrap; }`;

/** A report as one HTML page without scripts or anything from elsewhere. Text of pages and names of files are escaped. */
export function* htmlReport({ summary, total, groups, shares, sharing }: CopyReport): Generator<string, void> {
  const title = l10n.t('Copied passages');
  yield `<!DOCTYPE html>
<html><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(title)}</title><style>${STYLE}</style></head><body>
<h1>${escaped(title)}</h1>
<p>${escaped(l10n.t('{0} groups of copies; {1} of {2} files hold some; {3} paragraphs looked at', total, sharing, summary.files, summary.paragraphs))}</p>
`;
  if (groups.length < total) yield `<p>${escaped(l10n.t('The {0} greatest groups are shown.', groups.length))}</p>\n`;
  for (const [index, group] of groups.entries()) yield groupHtml(group, index === 0);
  if (shares.length > 0) {
    yield `<h2>${escaped(l10n.t('Files with the greatest share of copied text:'))}</h2><table>\n`;
    for (const { path, units, copied } of shares) yield `<tr><td>${percent(copied / units)}</td><td>${escaped(path)}</td></tr>\n`;
    yield '</table>\n';
  }
  yield '</body></html>\n';
}

function groupHtml(group: CorpusGroupView, open: boolean): string {
  const head = `<b>${escaped(kindWord(group.kind))}</b> · ${escaped(l10n.t('{0} places in {1} files', group.memberCount, group.fileCount))} · `
    + `${escaped(l10n.t('{0} characters', group.length))}${group.similarity < 1 ? ` · ${escaped(l10n.t('at least {0} alike', percent(group.similarity)))}` : ''}`;
  const rows = group.members.map(({ path, start, end, kind, similarity }) =>
    `<tr><td>${escaped(kindWord(kind))} ${percent(similarity)}</td><td>${escaped(path)}</td><td>${start}–${end}</td></tr>`);
  return `<details${open ? ' open' : ''}><summary>${head}<br>${escaped(group.excerpt)}</summary><table>${rows.join('\n')}</table>${morePlaces(group).map((more) => `<p>${escaped(more)}</p>`).join('')}</details>\n`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/gu, (character) => `&#${character.charCodeAt(0)};`);
}
