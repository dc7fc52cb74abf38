import { createRequire } from 'node:module';
import { loadCutter, type JiebaFiles } from '../analysis/jiebaFiles';
import { jiebaSegmenter, type JiebaCutter } from '../analysis/jiebaWords';
import type { Segmenter } from '../entities/segmenter';

/** nodejieba itself, in the process that asks: for training and benchmarks, which need no child process. */
export function requireJieba(): JiebaCutter & JiebaFiles {
  return createRequire(`${process.cwd()}/package.json`)('nodejieba') as JiebaCutter & JiebaFiles;
}

export function loadJieba(): Segmenter {
  const jieba = requireJieba();
  return jiebaSegmenter(jieba, loadCutter(jieba));
}
