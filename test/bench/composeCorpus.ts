import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { composeParagraph } from '../unit/duplicates/composeNews';
import { rewrap, wholeCopy, WHOLE_CLASSES } from '../unit/duplicates/plantCopies';
import { Random } from '../unit/duplicates/random';

/** Bytes of one page: 100,000 pages are 1 GB. */
const PAGE = 10_000;
/** Share of paragraphs that are copies, of pages with hard line breaks, of syllables made anew. */
const COPIED = 0.05;
const WRAPPED = 0.1;
const PER_FOLDER = 1000;
const KEPT = 20_000;

/** Rare words, so that the vocabulary grows with the corpus as it does in real text: two Han characters out of some 4,000. */
function rareWord(random: Random): string {
  return String.fromCharCode(0x4e00 + random.below(4000)) + String.fromCharCode(0x5200 + random.below(4000));
}

/** A paragraph as sentences, with rare words put in now and then. */
function paragraph(random: Random): string[] {
  return composeParagraph(random, 1, 5).map((sentence) => {
    const at = random.between(2, sentence.length - 2);
    return random.next() < 0.7 ? sentence.slice(0, at) + rareWord(random) + sentence.slice(at) : sentence;
  });
}

/** Writes a corpus of composed pages to a folder, unless it is there, and names its files. */
export function composeCorpusFiles(folder: string, megabytes: number): string[] {
  const list = join(folder, 'files.json');
  if (existsSync(list)) return JSON.parse(readFileSync(list, 'utf8')) as string[];
  const random = new Random(megabytes);
  const kept: string[][] = [];
  const paths: string[] = [];
  for (let written = 0; written < megabytes * 1e6;) {
    const parts: string[] = [];
    let size = 0;
    while (size < PAGE - 200) {
      const copied = kept.length > 100 && random.next() < COPIED;
      const sentences = copied ? random.pick(kept) : paragraph(random);
      if (!copied) {
        if (kept.length < KEPT) kept.push(sentences);
        else if (random.next() < 0.1) kept[random.below(KEPT)] = sentences;
      }
      const text = copied ? wholeCopy(random, sentences, random.pick(WHOLE_CLASSES)) : sentences.join('');
      size += Buffer.byteLength(text) + 1;
      parts.push(text);
    }
    const inside = join(folder, String(Math.floor(paths.length / PER_FOLDER)));
    if (paths.length % PER_FOLDER === 0) mkdirSync(inside, { recursive: true });
    const path = join(inside, `${paths.length}.txt`);
    writeFileSync(path, random.next() < WRAPPED ? parts.map((part) => rewrap(random, part)).join('\n') : parts.join('\n'));
    paths.push(path);
    written += size;
  }
  writeFileSync(list, JSON.stringify(paths));
  return paths;
}
