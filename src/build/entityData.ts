import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { CHARACTER_SETS, WORD_LISTS, type CharacterSet, type LexiconWords, type WordList } from '../entities/lexicon';
import { parseCorpus, type CorpusArticle } from '../entities/corpusFormat';

/** The scripts that read it are run from the top folder of the project, as npm does. */
export const ENTITIES = 'src/entities/';

/** Words of a lexicon file: separated by white space, `#` to the end of the line is a comment. */
export function readWordFile(path: string): string[] {
  const words: string[] = [];
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    const comment = line.indexOf('#');
    const content = comment < 0 ? line : line.slice(0, comment);
    for (const word of content.split(/\s/)) if (word !== '') words.push(word);
  }
  return words;
}

/** The word lists and character sets in `lexicons/`; sets are written as text without spaces. */
export function readLexicons(): LexiconWords {
  const lists: Partial<Record<WordList | CharacterSet, readonly string[]>> = {};
  for (const name of WORD_LISTS) {
    const path = `${ENTITIES}lexicons/${name}.txt`;
    if (existsSync(path)) lists[name] = [...new Set(readWordFile(path))].sort();
  }
  for (const name of CHARACTER_SETS) {
    const path = `${ENTITIES}lexicons/${name}.txt`;
    if (existsSync(path)) lists[name] = [...new Set(readWordFile(path).flatMap((word) => [...word]))].sort();
  }
  return lists;
}

export interface CorpusFile {
  readonly name: string;
  readonly articles: readonly CorpusArticle[];
}

/** The training corpus. Throws with file and line where a tag is malformed. */
export function readCorpus(): CorpusFile[] {
  const folder = `${ENTITIES}corpus/`;
  return readdirSync(folder).filter((name) => name.endsWith('.txt')).sort().map((name) => {
    const { articles, problems } = parseCorpus(readFileSync(folder + name, 'utf8'));
    if (problems.length > 0) throw new Error(problems.map(({ line, message }) => `${name}:${line}: ${message}`).join('\n'));
    return { name, articles };
  });
}
