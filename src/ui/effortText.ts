import { keysEach, secondsEach, type EffortSum, type EffortSummary } from '../formats/effort';
import { layerTitle } from './labelTitles';
import type { Translator } from './translator';

/**
 * What the work took, as tables in Markdown that can be read as they are.
 * @param shown how the path of a page is written: where Markdown is rendered it must not be taken for any
 */
export function effortText(summary: EffortSummary, l10n: Translator, shown: (path: string) => string = (path) => path.replace(/[\\|]/g, ' ')): string {
  const head = [l10n.t('decisions'), l10n.t('annotations'), l10n.t('seconds each'), l10n.t('keys each')];
  const rows = (parts: readonly (EffortSum & { readonly name: string })[]): string[][] => parts.map((part) => [part.name, ...cells(part)]);
  return [
    `# ${l10n.t('Effort')}`,
    l10n.t('{0} decisions on {1} annotations', summary.decisions, summary.annotations),
    table(['', ...head], [[l10n.t('all'), ...cells(summary)]]),
    `## ${l10n.t('By layer')}`,
    table([l10n.t('layer'), ...head], rows(summary.layers.map((part) => ({ ...part, name: layerTitle(part.layer, l10n) ?? part.layer })))),
    `## ${l10n.t('By page')}`,
    table([l10n.t('page'), ...head], rows(summary.pages.map((part) => ({ ...part, name: shown(part.page) })))),
    `## ${l10n.t('By day')}`,
    table([l10n.t('day'), ...head], rows(summary.days.map((part) => ({ ...part, name: part.day })))),
  ].join('\n\n') + '\n';
}

function cells(sum: EffortSum): string[] {
  return [String(sum.decisions), String(sum.annotations), rounded(secondsEach(sum)), rounded(keysEach(sum))];
}

function rounded(value: number | undefined): string {
  return value === undefined ? '–' : value.toFixed(2);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (parts: readonly string[]): string => `| ${parts.map((part) => part.replace(/[\r\n]/g, ' ')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
