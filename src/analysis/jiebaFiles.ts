import { readFileSync } from 'node:fs';
import { CharacterStates } from '../segmentation/characterStates';
import { Dictionary } from '../segmentation/dictionary';
import { WordCutter } from '../segmentation/wordCutter';

/** Where nodejieba keeps what it reads. */
export interface JiebaFiles {
  readonly DEFAULT_DICT: string;
  readonly DEFAULT_HMM_DICT: string;
  readonly DEFAULT_USER_DICT: string;
}

/**
 * A cutter of nodejieba's words, from its own files.
 * @throws Error where one of them cannot be read
 */
export function loadCutter(files: JiebaFiles): WordCutter {
  const dictionary = new Dictionary(readFileSync(files.DEFAULT_DICT), readFileSync(files.DEFAULT_USER_DICT));
  return new WordCutter(dictionary, new CharacterStates(readFileSync(files.DEFAULT_HMM_DICT)));
}
