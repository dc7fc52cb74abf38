import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import { paragraphsOf } from '../../../src/cli/fingerprint';
import { Joiner } from '../../../src/cli/join';
import { verified } from '../../../src/cli/verify';
import { PageReader } from '../../../src/corpus/pageReader';
import { CORPUS_SAMPLING } from '../../../src/duplicates/fingerprint';
import { Verifier } from '../../../src/duplicates/verify';
import { PROJECT } from '../../../src/build/project';
import { ALL_CLASSES, plantedCorpus } from '../duplicates/generator';
import { scorePairs } from '../duplicates/scorePairs';

type Line = Record<string, unknown>;

const CORPUS = plantedCorpus(31, 300, ALL_CLASSES);

/** Lines as they arrive after a pipe. */
function piped(lines: Iterable<unknown>): Line[] {
  return [...lines].map((line) => JSON.parse(JSON.stringify(line)) as Line);
}

function prints(): Line[] {
  const reader = new PageReader({ minUnits: 16, scriptsAlike: true });
  return piped(CORPUS.paragraphs.flatMap(({ text }, index) => [...paragraphsOf(reader, index, text)]));
}

function joined(lines: readonly Line[]): Line[] {
  const joiner = new Joiner();
  for (const line of lines) joiner.add(line);
  return piped(joiner.pairs((paragraph) => lines[paragraph]));
}

function verifiedPairs(pairs: readonly Line[]): Line[] {
  const verifier = new Verifier(CORPUS_SAMPLING);
  return piped(pairs.flatMap((pair) => [...verified(verifier, pair)]));
}

function names(pairs: readonly Line[]): string[] {
  const nameOf = (side: unknown): string => `${String((side as Line).id)}:${String((side as Line).paragraph)}`;
  return pairs.map(({ left, right }) => `${nameOf(left)} ${nameOf(right)}`).sort();
}

describe('copies by filters over JSON lines', () => {
  it('are those that were planted', () => {
    const found = verifiedPairs(joined(prints())).filter(({ kind }) => kind !== 'formula');
    const pairs = new Set(found.map(({ left, right }) => [Number((left as Line).id), Number((right as Line).id)].sort((a, b) => a - b).join(' ')));
    const score = scorePairs(pairs, CORPUS.pairs);
    assert.ok(score.recall >= 0.93, `recall ${score.recall}`);
    // a corpus this small is too small to tell, sampled thinly, which sentences are formulas
    assert.ok(score.precision >= 0.65, `precision ${score.precision}`);
  });

  it('tell where the copy stands and of which kind it is', () => {
    const reader = new PageReader({ minUnits: 16, scriptsAlike: true });
    const text = '镇上的老钟楼在连下三天的大雨之后终于停了摆，修表匠第二天一早就搬来了梯子。';
    const lines = piped([...paragraphsOf(reader, 'a', text), ...paragraphsOf(reader, 'b', `甲\n\n${text}`)]);
    assert.deepEqual(lines.map(({ id, start, end }) => [id, start, end]), [['a', 0, text.length], ['b', 3, 3 + text.length]]);
    const [match] = verifiedPairs(joined(lines));
    assert.deepEqual([(match.left as Line).id, (match.right as Line).id, match.kind, match.similarity], ['b', 'a', 'exact', 1]);
  });

  it('refuses pairs whose rarities do not fit the text', () => {
    const lines = joined(prints());
    const near = lines.find(({ leftText, rightText }) => leftText !== rightText);
    assert.throws(() => verifiedPairs([{ ...near, rarities: [1] }]), /rarities/);
    assert.throws(() => verifiedPairs([{ leftText: 'x' }]), /rightText/);
  });

  it('are joined by DuckDB to the same pairs', async function () {
    this.timeout(120_000);
    const { DuckDBInstance } = await import('@duckdb/node-api');
    const folder = mkdtempSync(joinPath(tmpdir(), 'batch-'));
    try {
      const lines = prints();
      writeFileSync(joinPath(folder, 'fingerprints.jsonl'), lines.map((line) => JSON.stringify(line)).join('\n'));
      const inFolder = (name: string): string => joinPath(folder, name).replaceAll("'", "''");
      const sql = readFileSync(joinPath(PROJECT, 'src', 'cli', 'join.sql'), 'utf8')
        .replace('fingerprints.jsonl\',', `${inFolder('fingerprints.jsonl')}',`).replace("'pairs.jsonl'", `'${inFolder('pairs.jsonl')}'`);
      const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
      const connection = await instance.connect();
      await connection.run(sql);
      connection.closeSync();
      instance.closeSync();
      const pairs = readFileSync(joinPath(folder, 'pairs.jsonl'), 'utf8').trim().split('\n').map((line) => JSON.parse(line) as Line);
      const own = joined(lines);
      assert.deepEqual(names(pairs), names(own));
      const rarities = (list: readonly Line[]): Map<string, number[]> => new Map(list.map((pair) => [names([pair])[0], (pair.rarities as number[]).map((rarity) => Math.round(rarity * 1000) / 1000)]));
      assert.deepEqual(rarities(pairs), rarities(own));
      assert.deepEqual(names(verifiedPairs(pairs)), names(verifiedPairs(own)));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
