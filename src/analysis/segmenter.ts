import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Segmenter } from '../entities/segmenter';
import { loadCutter, type JiebaFiles } from './jiebaFiles';
import { jiebaSegmenter, type JiebaCutter } from './jiebaWords';

/** The part of nodejieba that is used here; its own types are wider than what it does. */
interface Jieba extends JiebaCutter, JiebaFiles {
  readonly DEFAULT_STOP_WORD_DICT: string;
  load(dictionaries: { readonly idfDict: string }): unknown;
}

/**
 * In place of nodejieba's weights for keywords, which nobody asks for: reading their six megabytes took a fifth of the
 * time to load. It wants one line at least.
 */
const NO_KEYWORDS = join(__dirname, 'idf.utf8');

/**
 * Loads nodejieba, which takes more than a second and 220 MB. A missing dictionary would make it call `abort()`, so its
 * files are looked for first.
 * @throws Error naming what is missing
 */
export function loadSegmenter(): Segmenter {
  const jieba = requireJieba();
  for (const path of [jieba.DEFAULT_DICT, jieba.DEFAULT_HMM_DICT, jieba.DEFAULT_USER_DICT, NO_KEYWORDS, jieba.DEFAULT_STOP_WORD_DICT]) {
    if (!existsSync(path)) throw new Error(`nodejieba's dictionary is missing: ${path}`);
  }
  jieba.load({ idfDict: NO_KEYWORDS });
  return jiebaSegmenter(jieba, loadCutter(jieba));
}

function requireJieba(): Jieba {
  const binary = join(dirname(require.resolve('nodejieba')), 'build', 'Release', 'nodejieba.node');
  if (!existsSync(binary)) throw new Error(`nodejieba is not built for this platform: ${binary}`);
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- a native module, kept out of the bundle and loaded late
  return require('nodejieba') as Jieba;
}
