import type { CorpusReport } from '../formats/corpusReport';
import type { ReportTable } from '../formats/reportTable';
import type { Translator } from './translator';

/** How a report's script may run. */
export interface ReportShell {
  /** The bundle that draws the plots. */
  readonly script: string;
  /** What the content security policy says of scripts: a nonce or a hash. */
  readonly policy: string;
  readonly nonce?: string;
  /** As `lang` of HTML. */
  readonly language: string;
  /** Whether there are buttons that export; they need somebody who listens. */
  readonly buttons: boolean;
}

const STYLE = `
:root { color-scheme: light dark; }
body { font: var(--vscode-font-size, 15px)/1.5 var(--vscode-font-family, system-ui, sans-serif); color: var(--vscode-foreground, CanvasText); background: var(--vscode-editor-background, Canvas); max-width: 80rem; margin: 1rem auto; padding: 0 1rem;
  --c0: var(--vscode-charts-blue, #1a70c7); --c1: var(--vscode-charts-orange, #b8590c); --c2: var(--vscode-charts-green, #3a8340); --c3: var(--vscode-charts-purple, #7f52b3); --c4: var(--vscode-charts-red, #c4372f); --c5: var(--vscode-charts-yellow, #8f6c00); --c6: var(--vscode-charts-foreground, GrayText); }
h1 { font-size: 1.5em; } h2 { font-size: 1.2em; margin: 1.6em 0 .4em; }
.part { display: flex; flex-wrap: wrap; gap: 1.5rem; align-items: flex-start; }
figure { margin: 0; flex: 1 1 30rem; min-width: 0; overflow-x: auto; }
figure svg { background: transparent; color: inherit; font: inherit; font-size: .85em; max-width: 100%; height: auto; }
.table { flex: 1 1 22rem; min-width: 0; max-height: 26rem; overflow: auto; }
.table:focus-visible, button:focus-visible { outline: 2px solid var(--vscode-focusBorder, Highlight); outline-offset: 1px; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: start; padding: .15rem .6rem; border-bottom: 1px solid var(--vscode-widget-border, GrayText); overflow-wrap: anywhere; }
thead th { white-space: nowrap; position: sticky; top: 0; background: var(--vscode-editor-background, Canvas); }
tbody th { font-weight: normal; min-width: 8rem; } td.n { text-align: end; font-variant-numeric: tabular-nums; white-space: nowrap; }
button { font: inherit; padding: .3rem .9rem; border: 1px solid var(--vscode-button-border, var(--vscode-contrastBorder, transparent)); color: var(--vscode-button-foreground, ButtonText); background: var(--vscode-button-background, ButtonFace); cursor: pointer; }
ul.legend { display: flex; flex-wrap: wrap; gap: .2rem 1rem; list-style: none; padding: 0; margin: 0 0 .4rem; } .legend span { display: inline-block; width: .8em; height: .8em; margin-inline-end: .35em; border: 1px solid currentColor; }`;

/** A report as one HTML page with nothing from elsewhere. Everything from pages and files is escaped. */
export function reportPage(report: CorpusReport, tables: readonly ReportTable[], shell: ReportShell, l10n: Translator): string {
  const title = l10n.t('Corpus Report');
  const { pages, untouched, problems } = report;
  const sum = (field: 'decided' | 'total'): number => pages.reduce((all, page) => all + page[field], 0);
  const buttons = shell.buttons ? `<p role="group" aria-label="${escaped(l10n.t('Export'))}">
<button type="button" data-do="html">${escaped(l10n.t('Export as HTML…'))}</button>
<button type="button" data-do="csv">${escaped(l10n.t('Export as CSV…'))}</button>
<button type="button" data-do="refresh">${escaped(l10n.t('Refresh'))}</button></p>\n` : '';
  const wrong = problems.length === 0 ? '' : `<section aria-labelledby="problems"><h2 id="problems">${escaped(l10n.t('Sidecars that could not be read'))}</h2><ul>${
    problems.map(({ file, message }) => `<li>${escaped(file)}: ${escaped(message)}</li>`).join('')}</ul></section>\n`;
  return `<!DOCTYPE html>
<html lang="${escaped(shell.language)}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src ${escaped(shell.policy)}">
<title>${escaped(title)}</title><style>${STYLE}</style></head><body><main>
<h1>${escaped(title)}</h1>
<p>${escaped(l10n.t('Pages with annotations: {0}, without: {1}. Annotations decided: {2} of {3}.', pages.length, untouched, sum('decided'), sum('total')))}</p>
${buttons}${wrong}${tables.map((table) => part(table, l10n)).join('')}</main>
<script type="application/json" id="tables">${JSON.stringify(tables).replaceAll('<', '\\u003c')}</script>
<script${shell.nonce === undefined ? '' : ` nonce="${escaped(shell.nonce)}"`}>${shell.script}</script>
</body></html>
`;
}

function part({ id, title, columns, rows, plot }: ReportTable, l10n: Translator): string {
  const shown = rows.length > plot.most ? `<figcaption>${escaped(l10n.t('The first {0} of {1}', plot.most, rows.length))}</figcaption>` : '';
  const head = columns.map((column) => `<th scope="col">${escaped(column)}</th>`).join('');
  const body = rows.map(([first, ...cells]) => `<tr><th scope="row">${escaped(String(first))}</th>${cells.map(cell).join('')}</tr>`).join('\n');
  return `<section aria-labelledby="${id}"><h2 id="${id}">${escaped(title)}</h2><div class="part">
<figure><div data-plot="${id}" role="img" aria-label="${escaped(l10n.t('{0}: a plot of the table beside it', title))}"></div>${shown}</figure>
<div class="table" tabindex="0" role="region" aria-labelledby="${id}"><table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div></div></section>\n`;
}

function cell(content: string | number): string {
  return typeof content === 'number' ? `<td class="n">${content.toLocaleString('en-US')}</td>` : `<td>${escaped(content)}</td>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/gu, (character) => `&#${character.charCodeAt(0)};`);
}
