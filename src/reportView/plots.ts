/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { axisX, barX, barY, plot, ruleX, ruleY } from '@observablehq/plot';
import type { ReportTable } from '../formats/reportTable';

/** Runs in the page of a report: draws each table that wants it, and hands clicks on to VS Code. */
interface Bar { readonly name: string; readonly series: string; readonly value: number }

/** The colours of the theme, then once more, lighter. */
const COLOURS = Array.from({ length: 21 }, (_, index) => {
  const colour = `var(--c${index % 7})`;
  return index < 7 ? colour : `color-mix(in srgb, ${colour} ${index < 14 ? 60 : 35}%, transparent)`;
});
const ROW = 22;

function draw(table: ReportTable, place: HTMLElement): void {
  const { columns, rows, plot: { kind, value, series, most } } = table;
  const bars: Bar[] = rows.slice(0, most).flatMap((row) => series.map((column) => ({ name: String(row[0]), series: columns[column], value: Number(row[column]) })));
  const names = [...new Set(bars.map(({ name }) => name))];
  const several = series.length > 1;
  const domain = series.map((column) => columns[column]);
  const range = domain.map((_, index) => COLOURS[index % COLOURS.length]);
  const color = { domain, range };
  const fill = several ? 'series' : COLOURS[0];
  const style = { stroke: 'currentColor', strokeWidth: 0.4 };
  const title = (bar: Bar): string => `${bar.name} · ${bar.series}: ${bar.value}`;
  place.replaceChildren(...(several ? [legend(domain, range)] : []), kind === 'bars'
    ? plot({
      width: 640, height: names.length * ROW + 50, marginLeft: 190, color,
      x: { label: value, grid: true }, y: { label: null, domain: names, tickFormat: (name: string) => shortened(name) },
      marks: [barX(bars, { x: 'value', y: 'name', fill, title, ...style }), ruleX([0])],
    })
    : plot({
      width: 640, height: 280, marginBottom: 60, color,
      x: { label: null, type: 'band', domain: names }, y: { label: value, grid: true },
      marks: [barY(bars, { x: 'name', y: 'value', fill, title, ...style }), ruleY([0]), axisX(names.filter((_, index) => index % Math.ceil(names.length / 14) === 0), { tickRotate: -35, label: null })],
    }));
}

function legend(names: readonly string[], colours: readonly string[]): HTMLElement {
  const list = document.createElement('ul');
  list.className = 'legend';
  for (const [index, name] of names.entries()) {
    const item = document.createElement('li');
    const swatch = document.createElement('span');
    swatch.style.background = colours[index];
    item.append(swatch, name);
    list.append(item);
  }
  return list;
}

/** The end of a path tells more than its beginning. */
function shortened(name: string): string {
  const characters = [...name];
  return characters.length > 22 ? `…${characters.slice(-21).join('')}` : name;
}

declare const acquireVsCodeApi: (() => { postMessage(message: unknown): void }) | undefined;

const tables = JSON.parse(document.getElementById('tables')?.textContent ?? '[]') as ReportTable[];
let plots = 0;
for (const table of tables) {
  const place = document.querySelector<HTMLElement>(`[data-plot="${table.id}"]`);
  if (!place) continue;
  draw(table, place);
  plots += place.querySelectorAll('svg').length;
}
if (typeof acquireVsCodeApi === 'function') {
  const vscode = acquireVsCodeApi();
  for (const button of document.querySelectorAll<HTMLElement>('button[data-do]')) {
    button.addEventListener('click', () => { vscode.postMessage({ type: button.dataset.do }); });
  }
  vscode.postMessage({ type: 'drawn', plots });
}
