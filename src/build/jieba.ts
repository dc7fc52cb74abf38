import { createRequire } from 'node:module';
import { jiebaSegmenter, type JiebaCutter } from '../analysis/jiebaWords';
import type { Segmenter } from '../entities/segmenter';

/** nodejieba itself, in the process that asks: for training and benchmarks, which need no child process. */
export function requireJieba(): JiebaCutter {
  return createRequire(`${process.cwd()}/package.json`)('nodejieba') as JiebaCutter;
}

export function loadJieba(): Segmenter {
  return jiebaSegmenter(requireJieba());
}
