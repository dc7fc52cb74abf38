import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { jiebaSegmenter, type JiebaCutter } from '../analysis/jiebaWords';
import { WordFrequencies } from '../analysis/wordFrequencies';
import type { Segmenter } from '../entities/segmenter';

/** nodejieba itself, in the process that asks: for training and benchmarks, which need no child process. */
export function requireJieba(): JiebaCutter & { readonly DEFAULT_DICT: string } {
  return createRequire(`${process.cwd()}/package.json`)('nodejieba') as JiebaCutter & { readonly DEFAULT_DICT: string };
}

export function loadJieba(): Segmenter {
  const jieba = requireJieba();
  return jiebaSegmenter(jieba, new WordFrequencies(readFileSync(jieba.DEFAULT_DICT)));
}
