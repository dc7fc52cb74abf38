import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readPage } from '../../../src/page/readPage';

/** A well-formed article of a fixture: `=` headline lines, `>` bylines, then one paragraph a line. */
export interface PlainArticle {
  readonly titles: readonly string[];
  readonly bylines: readonly string[];
  readonly body: readonly string[];
}

export type Random = () => number;

/** Small deterministic generator (mulberry32). */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const FIXTURES = join(__dirname, 'fixtures');

/** The fixtures, each a page of one or more articles. */
export function plainPages(): { name: string; articles: PlainArticle[] }[] {
  return readdirSync(FIXTURES).filter((name) => name.endsWith('.txt')).sort().map((name) => {
    const text = readFileSync(join(FIXTURES, name), 'utf8').trim();
    return { name, articles: text.split(/\n\n+/).map(parseArticle) };
  });
}

function parseArticle(text: string): PlainArticle {
  const lines = text.split('\n');
  return {
    titles: lines.filter((line) => line.startsWith('= ')).map((line) => line.slice(2)),
    bylines: lines.filter((line) => line.startsWith('> ')).map((line) => line.slice(2)),
    body: lines.filter((line) => !/^[=>] /.test(line)),
  };
}

/** How a page is broken. */
export interface Breakage {
  /** Characters in a line (Han; Latin letters count half); `Infinity` leaves the lines whole. */
  readonly width: number;
  readonly indent: '' | '　　' | '    ';
  /** Empty lines between paragraphs. */
  readonly blankBetween: boolean;
  /** Share of the line breaks inside paragraphs that get an empty line too. */
  readonly blankInside: number;
  readonly headline: 'above' | 'below' | 'mixed';
  /** Lines after which the text jumps to the other article's column and back; 0 for none. */
  readonly interleave: number;
  /** Share of the paragraphs that are left whole. */
  readonly whole: number;
  readonly eol: '\n' | '\r\n' | '\r';
}

export const UNBROKEN: Breakage = { width: Infinity, indent: '', blankBetween: false, blankInside: 0, headline: 'above', interleave: 0, whole: 0, eol: '\n' };

interface BrokenLine {
  readonly text: string;
  /** Which paragraph of the page it belongs to. */
  readonly paragraph: number;
  /** Whether it goes on with the line before it. */
  readonly joins: boolean;
  readonly blankBefore: boolean;
}

/** A broken page and, for each line that is not empty but the first, whether a reader joins it with the one before. */
export interface BrokenPage {
  readonly raw: string;
  readonly joins: readonly boolean[];
  /** Where each article stands; empty where columns are interleaved. */
  readonly articles: readonly { readonly start: number; readonly end: number; readonly title: string }[];
}

export function breakPage(articles: readonly PlainArticle[], how: Breakage, random: Random): BrokenPage {
  let paragraph = 0;
  const columns = articles.map((article) => {
    const head = [...article.titles, ...article.bylines];
    const below = how.headline === 'below' || (how.headline === 'mixed' && random() < 0.5);
    const lines: BrokenLine[] = [];
    for (const text of below ? [...article.body, ...head] : [...head, ...article.body]) {
      const isHead = head.includes(text);
      const isWhole = how.whole > 0 && random() < how.whole;
      const indent = isHead ? '' : how.indent;
      wrap(indent + text, isWhole ? Infinity : how.width).forEach((line, index) => {
        const blankBefore = index === 0 ? how.blankBetween || (lines.length > 0 && isHead) : random() < how.blankInside;
        lines.push({ text: line, paragraph, joins: index > 0, blankBefore });
      });
      paragraph++;
    }
    return lines;
  });
  const lines = how.interleave > 0 ? interleaved(columns, how.interleave) : columns.flat();
  const raw = lines.map((line, index) => (index > 0 && (line.blankBefore || startsArticle(lines, index)) ? how.eol : '') + line.text).join(how.eol);
  const places = contentLines(raw);
  const spans = how.interleave > 0 ? [] : articles.map((article, column) => {
    const first = lines.indexOf(columns[column][0]);
    const last = lines.indexOf(columns[column][columns[column].length - 1]);
    return { start: places[first].start, end: places[last].start + places[last].text.length, title: article.titles.join('') };
  });
  return { raw, joins: lines.slice(1).map((line) => line.joins), articles: spans };

  function startsArticle(all: readonly BrokenLine[], index: number): boolean {
    return columns.some((column) => column[0] === all[index]);
  }
}

/** Takes so many lines of each column in turn, as an extraction does that mistakes the order of the columns. */
function interleaved(columns: readonly (readonly BrokenLine[])[], every: number): BrokenLine[] {
  const lines: BrokenLine[] = [];
  const next = columns.map(() => 0);
  while (next.some((at, column) => at < columns[column].length)) {
    columns.forEach((column, index) => {
      const chunk = column.slice(next[index], next[index] + every);
      next[index] += chunk.length;
      chunk.forEach((line, order) => {
        const jumped = order === 0 && lines.length > 0 && lines[lines.length - 1].paragraph !== line.paragraph;
        lines.push(jumped ? { ...line, joins: false, blankBefore: true } : line);
      });
    });
  }
  return lines;
}

const NEVER_FIRST = '，。、；：？！”’）》…';
const NEVER_LAST = '“‘（《';

/** Cuts a text every `width` characters, Latin letters and digits counting half, and never before a closing mark. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  let cells = 0;
  for (const character of text) {
    const size = character.charCodeAt(0) < 0x2000 ? 1 : 2;
    if (cells + size > width * 2 && !NEVER_FIRST.includes(character) && line.trim() !== '') {
      let carry = '';
      while (line.length > 1 && NEVER_LAST.includes(line[line.length - 1])) {
        carry = line[line.length - 1] + carry;
        line = line.slice(0, -1);
      }
      lines.push(line);
      line = carry;
      cells = carry.length * 2;
    }
    line += character;
    cells += size;
  }
  if (line !== '') lines.push(line);
  return lines;
}

export interface Score {
  right: number;
  found: number;
  wanted: number;
}

/** Compares the joins that `readPage` makes with those of the page before it was broken. */
export function scoreJoins(page: BrokenPage, score: Score, onError?: (before: string, after: string, wanted: boolean) => void): void {
  const { paragraphs } = readPage(page.raw);
  const lines = contentLines(page.raw);
  let at = 0;
  lines.slice(1).forEach((line, index) => {
    while (at < paragraphs.length && paragraphs[at].end <= line.start) at++;
    const joined = at < paragraphs.length && paragraphs[at].start < line.start;
    const wanted = page.joins[index];
    if (joined) score.found++;
    if (wanted) score.wanted++;
    if (joined && wanted) score.right++;
    if (joined !== wanted) onError?.(lines[index].text, line.text, wanted);
  });
}

function contentLines(raw: string): { start: number; text: string }[] {
  return [...raw.matchAll(/[^\r\n]+/g)].map((match) => ({ start: match.index + match[0].length - match[0].trimStart().length, text: match[0].trim() }));
}

export function f1({ right, found, wanted }: Score): number {
  return found + wanted === 0 ? 1 : (2 * right) / (found + wanted);
}
