import { createRequire } from 'node:module';
import type { Segmenter, Word } from '../entities/segmenter';

interface Nodejieba {
  tag(text: string): { word: string; tag: string }[];
}

/** nodejieba as a Segmenter, in the process that asks: for training and benchmarks, which need no child process. */
export function loadJieba(): Segmenter {
  const jieba = createRequire(`${process.cwd()}/package.json`)('nodejieba') as Nodejieba;
  return {
    tag: (text: string): Word[] => jieba.tag(text).map(({ word, tag }) => ({ text: word, tag })),
  };
}
