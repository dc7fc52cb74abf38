import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { composeParagraph } from '../../unit/duplicates/composeNews';
import { Random } from '../../unit/duplicates/random';

/** Composed news of so many bytes of UTF-8: paragraphs with a line break after each and a blank line after every fifth. */
export function largePage(bytes: number): string {
  const random = new Random(11);
  const parts: string[] = [];
  for (let size = 0, index = 1; size < bytes; index++) {
    const paragraph = `${composeParagraph(random, 2, 5).join('')}${index % 5 === 0 ? '\n\n' : '\n'}`;
    parts.push(paragraph);
    size += Buffer.byteLength(paragraph);
  }
  return parts.join('');
}

/** Composed news on one line of so many characters. */
export function longLine(characters: number): string {
  const random = new Random(12);
  let line = '';
  while (line.length < characters) line += composeParagraph(random, 2, 5).join('');
  return line.slice(0, characters);
}

/** Page 000 of the pages to measure on; where they are not at hand, the sample page out of a PDF. */
export async function realPage(project: string): Promise<{ name: string; text: string }> {
  const seeds = join(project, '..', 'shared', 'seeds');
  const name = existsSync(seeds) ? (await readdir(seeds)).find((one) => one.startsWith('000')) : undefined;
  if (name !== undefined) return { name: 'page 000', text: await readFile(join(seeds, name), 'utf8') };
  const sample = '2023-05-18-A03.txt';
  return { name: sample, text: await readFile(join(project, 'media', 'samples', sample), 'utf8') };
}
