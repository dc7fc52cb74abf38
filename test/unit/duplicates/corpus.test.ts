import assert from 'node:assert/strict';
import { corpusGroups, DEFAULT_CORPUS, findCorpusCopies, type CorpusOptions } from '../../../src/duplicates/corpus';
import { CORPUS_SAMPLING } from '../../../src/duplicates/fingerprint';
import { ALL_CLASSES, plantedCorpus } from './generator';
import type { CopyClass } from './plantCopies';
import { corpusOf, finish, pairsOfGroups, scorePairs, type Score } from './scorePairs';

/** With the sampling of large corpora: the denser one of small corpora finds more. */
const SAMPLED: CorpusOptions = { ...DEFAULT_CORPUS, sampling: CORPUS_SAMPLING };

function scoreOf(seed: number, families: number, classes: readonly CopyClass[], options = SAMPLED): Score {
  const corpus = plantedCorpus(seed, families, classes);
  return scorePairs(pairsOfGroups(corpusOf(corpus.paragraphs), options), corpus.pairs);
}

describe('copies across a corpus', () => {
  it('finds all exact, re-wrapped, width-changed and re-punctuated copies', () => {
    const score = scoreOf(1, 1600, ['exact', 'rewrap', 'width', 'punctuation']);
    assert.equal(score.recall, 1);
    assert.ok(score.precision >= 0.99, `precision ${score.precision}`);
  });

  it('finds copies with up to 20 % of the characters edited: F1 at least 0.97', () => {
    const score = scoreOf(2, 2000, ['edit1', 'edit5', 'edit10', 'edit20']);
    assert.ok(score.f1 >= 0.97, `F1 ${score.f1}`);
  });

  it('finds copies of all classes: F1 at least 0.93', () => {
    const score = scoreOf(3, 3200, ALL_CLASSES);
    assert.ok(score.f1 >= 0.93, `F1 ${score.f1} ${JSON.stringify([...score.byClass])}`);
    assert.ok(score.precision >= 0.95, `precision ${score.precision}`);
  });

  it('finds quotes of 30 to 50 characters, 5 % of them edited: recall at least 0.85', () => {
    const score = scoreOf(4, 2000, ['quote5']);
    assert.ok(score.recall >= 0.85, `recall ${score.recall}`);
    assert.ok(score.precision >= 0.95, `precision ${score.precision}`);
  });

  it('reaches the same with the sampling of small corpora', () => {
    const score = scoreOf(7, 800, ALL_CLASSES, DEFAULT_CORPUS);
    assert.ok(score.f1 >= 0.96, `F1 ${score.f1}`);
  });

  it('does not chain paragraphs that share formula sentences into groups', () => {
    const corpus = plantedCorpus(5, 1500, ['exact']);
    for (const group of corpusGroups(finish(findCorpusCopies(corpusOf(corpus.paragraphs))))) {
      const copies = group.members.filter((member) => member.kind !== 'formula');
      assert.ok(copies.length <= 4, `${copies.length} copies in one group`);
    }
  });

  it('takes 20,000 equal paragraphs as one group, and paragraphs of one repeated character as it finds them', () => {
    const equal = Array.from({ length: 20_000 }, () => ({ text: '镇上的老钟楼在连下三天的大雨之后终于停了摆，修表匠第二天一早就搬来了梯子。' }));
    const groups = [...corpusGroups(finish(findCorpusCopies(corpusOf(equal))))];
    assert.deepEqual(groups.map((group) => group.members.length), [20_000]);
    const same = Array.from({ length: 400 }, (_, index) => ({ text: '嗡'.repeat(index + 20) }));
    for (const group of corpusGroups(finish(findCorpusCopies(corpusOf(same))))) assert.ok(group.members.length >= 2);
  });

  it('gives the same groups twice, and the same id for a passage in another corpus', () => {
    const corpus = plantedCorpus(6, 200, ALL_CLASSES);
    const text = corpusOf(corpus.paragraphs);
    const first = [...corpusGroups(finish(findCorpusCopies(text)))];
    assert.deepEqual([...corpusGroups(finish(findCorpusCopies(text)))], first);
    const exact = first.find((group) => group.members.every((member) => member.kind === 'exact'));
    assert.ok(exact !== undefined);
    const alone = exact.members.map((member) => corpus.paragraphs[member.paragraph]);
    assert.deepEqual([...corpusGroups(finish(findCorpusCopies(corpusOf(alone))))].map((group) => group.id), [exact.id]);
  });
});
