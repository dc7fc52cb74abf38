import * as l10n from '@vscode/l10n';
import type { CopyKind } from '../annotations/model';
import type { CorpusGroupView, FileShare, UpdateSummary } from '../corpus/protocol';
import type { LineNumbers } from './lineNumbers';

export function kindWord(kind: CopyKind): string {
  switch (kind) {
    case 'exact': return l10n.t('exact copy');
    case 'near': return l10n.t('edited copy');
    case 'contains': return l10n.t('quoted passage');
    case 'formula': return l10n.t('formula');
  }
}

export function percent(share: number): string {
  return `${Math.floor(share * 100)} %`;
}

/** A group as a person reads it; places as `file:line:column`, which terminals make links of. */
export function textOfGroup(group: CorpusGroupView, number: number, lines: LineNumbers): string {
  const alike = group.similarity < 1 ? ` · ${l10n.t('at least {0} alike', percent(group.similarity))}` : '';
  const head = `${number}. ${kindWord(group.kind)} · ${l10n.t('{0} places in {1} files', group.memberCount, group.fileCount)} · ${l10n.t('{0} characters', group.length)}${alike}`;
  const places = group.members.map(({ path, start, kind, similarity }) => {
    const how = kind === 'exact' ? '' : `  ${kindWord(kind)}, ${percent(similarity)}`;
    return `   ${path}:${lines.at(path, start)}${how}`;
  });
  return [head, `   ${group.excerpt}`, ...places, ...morePlaces(group).map((more) => `   ${more}`), ''].join('\n');
}

/** That a group has more places than are listed, where it has. */
export function morePlaces({ memberCount, members }: CorpusGroupView): string[] {
  return memberCount > members.length ? [l10n.t('… and {0} places more', memberCount - members.length)] : [];
}

/** What stands under the groups: how many there are, and the files with most copied text. */
export function textOfSummary(found: { readonly summary: UpdateSummary; readonly total: number; readonly shares: readonly FileShare[]; readonly sharing: number }): string {
  const { summary, total, shares, sharing } = found;
  const lines = shares.slice(0, 10).map(({ path, units, copied }) => `   ${percent(copied / units).padStart(5)}  ${path}`);
  return [
    ...(lines.length > 0 ? [l10n.t('Files with the greatest share of copied text:'), ...lines, ''] : []),
    `${l10n.t('{0} groups of copies; {1} of {2} files hold some; {3} paragraphs looked at', total, sharing, summary.files, summary.paragraphs)}`,
    '',
  ].join('\n');
}
