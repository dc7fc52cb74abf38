import { parseCorpus, type CorpusParagraph } from './corpusFormat';

export interface CorpusFinding {
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

/** Length of the pieces that sentences are compared by, in characters. */
const PIECE = 4;
/** Sentences shorter than this are not compared: short notices resemble each other. */
const SHORTEST = 14;
/** Share of common pieces from which two sentences count as made from one template. */
const TWINS = 0.6;
/** A piece that occurs in more sentences than this says nothing about any two of them. */
const COMMON_PIECE = 40;

interface Sentence {
  readonly file: string;
  readonly line: number;
  readonly pieces: ReadonlySet<string>;
}

/**
 * What is wrong with the training corpus: malformed tags, 《》 without or with half a tag, sentences that occur twice, and
 * sentences that are the same but for the names in them.
 */
export function lintCorpus(files: readonly { readonly name: string; readonly source: string }[]): CorpusFinding[] {
  const findings: CorpusFinding[] = [];
  const seen = new Map<string, { file: string; line: number }>();
  const sentences: Sentence[] = [];
  for (const { name, source } of files) {
    const { articles, problems } = parseCorpus(source);
    for (const { line, message } of problems) findings.push({ file: name, line, message });
    for (const paragraph of articles.flat()) {
      for (const message of titleProblems(paragraph)) findings.push({ file: name, line: paragraph.line, message });
      const twin = seen.get(paragraph.text);
      if (twin && paragraph.text.length >= SHORTEST) findings.push({ file: name, line: paragraph.line, message: `the same text as ${twin.file}:${twin.line}` });
      else seen.set(paragraph.text, { file: name, line: paragraph.line });
      const masked = withoutNames(paragraph);
      if (masked.length >= SHORTEST) sentences.push({ file: name, line: paragraph.line, pieces: piecesOf(masked) });
    }
  }
  return [...findings, ...templateTwins(sentences)];
}

function titleProblems({ text, entities }: CorpusParagraph): string[] {
  const problems: string[] = [];
  for (const { start, end, label } of entities) {
    const marked = text[start - 1] === '《' || text[end] === '》';
    if (marked && label !== 'WORK' && text[start - 1] === '《' && text[end] === '》') problems.push(`${text.slice(start, end)} stands in 《》 but is no work`);
    if (label === 'WORK' && (text[start - 1] === '《') !== (text[end] === '》')) problems.push(`${text.slice(start, end)} is marked on one side only`);
  }
  return problems;
}

function withoutNames({ text, entities }: CorpusParagraph): string {
  let masked = '';
  let copied = 0;
  for (const { start, end, label } of entities) {
    masked += `${text.slice(copied, start)}<${label}>`;
    copied = end;
  }
  return masked + text.slice(copied);
}

function piecesOf(text: string): Set<string> {
  const pieces = new Set<string>();
  for (let at = 0; at + PIECE <= text.length; at += 1) pieces.add(text.slice(at, at + PIECE));
  return pieces;
}

function templateTwins(sentences: readonly Sentence[]): CorpusFinding[] {
  const holders = new Map<string, number[]>();
  const findings: CorpusFinding[] = [];
  sentences.forEach((sentence, index) => {
    const shared = new Map<number, number>();
    for (const piece of sentence.pieces) {
      let list = holders.get(piece);
      if (!list) holders.set(piece, list = []);
      if (list.length <= COMMON_PIECE) for (const other of list) shared.set(other, (shared.get(other) ?? 0) + 1);
      list.push(index);
    }
    for (const [other, common] of shared) {
      const twin = sentences[other];
      if (common / (sentence.pieces.size + twin.pieces.size - common) < TWINS) continue;
      findings.push({ file: sentence.file, line: sentence.line, message: `made from the same template as ${twin.file}:${twin.line}` });
      break;
    }
  });
  return findings;
}
