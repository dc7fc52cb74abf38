import { tableCell } from './numberTable';

/** One part of a report: a table, and what of it is drawn. */
export interface ReportTable {
  readonly id: string;
  readonly title: string;
  readonly columns: readonly string[];
  /** The first cell names the row. */
  readonly rows: readonly (readonly (string | number)[])[];
  readonly plot: ReportPlot;
}

export interface ReportPlot {
  /** Bars lying one below the other, or bars over days (`2024-05-18`). */
  readonly kind: 'bars' | 'days';
  /** What the length of a bar says. */
  readonly value: string;
  /** Columns that are drawn, stacked where there are several. */
  readonly series: readonly number[];
  /** Rows that are drawn, from the first. */
  readonly most: number;
}

/**
 * The tables as comma-separated values (RFC 4180), each under its title, with an empty line between two. A text that a
 * spreadsheet would take for a formula is marked as text.
 */
export function reportCsv(tables: readonly ReportTable[]): string {
  return tables.map(({ title, columns, rows }) => [[title], columns, ...rows].map((row) => `${row.map(csvCell).join(',')}\r\n`).join('')).join('\r\n');
}

function csvCell(content: string | number): string {
  const cell = tableCell(content);
  return cell.includes(',') && !cell.startsWith('"') && !cell.includes('"') ? `"${cell}"` : cell;
}

/** The tables for reading in a terminal, in Markdown. */
export function reportText(tables: readonly ReportTable[], mostRows: number): string {
  const line = (cells: readonly (string | number)[]): string => `| ${cells.map((cell) => String(cell).replace(/[|\\\r\n]/g, ' ')).join(' | ')} |\n`;
  return tables.map(({ title, columns, rows }) => {
    const left = rows.length > mostRows ? `… ${rows.length - mostRows}\n` : '';
    return `## ${title}\n\n${line(columns)}${line(columns.map(() => '---'))}${rows.slice(0, mostRows).map(line).join('')}${left}`;
  }).join('\n');
}
