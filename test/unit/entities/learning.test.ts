import assert from 'node:assert/strict';
import { Gate } from '../../../src/entities/gate';
import { TAG_COUNT } from '../../../src/entities/labels';
import type { LexiconWords } from '../../../src/entities/lexicon';
import { KnownNames } from '../../../src/entities/knownNames';
import { LearnedWeights } from '../../../src/entities/learning';
import { decodeModel, encodeModel, type EntityModel } from '../../../src/entities/model';
import { shareOf } from '../../../src/entities/share';
import { EntityTagger } from '../../../src/entities/tagger';
import type { TrainingParagraph } from '../../../src/entities/training/augment';
import { calibrate } from '../../../src/entities/training/calibrate';
import { trainModel, trainWithFigures, type TrainingOptions } from '../../../src/entities/training/trainModel';
import { trainOnExamples } from '../../../src/entities/training/trainOnExamples';
import { parseCorpus } from '../../../src/entities/corpusFormat';
import { stubSegmenter } from './segmenterStub';

const WORDS: LexiconWords = { surname: [...'万李陈赵'], title: ['书记', '记者', '校长'], orgSuffix: ['林业局', '小学'], placeSuffix: ['县', '村'], place: ['四川'] };
const segmenter = stubSegmenter({ 书记: 'n', 记者: 'n', 校长: 'n', 林业局: 'nt', 小学: 'n', 今天: 't', 四川: 'ns' });
const OPTIONS: TrainingOptions = {
  runs: 1, epochs: 15, rate: 0.1, decay: 0.001, dropout: 0, renaming: 0, knowing: 0, rows: 20_000, seed: 7, maker: null,
};
const articles = parseCorpus(`[P:万小舟]书记今天到[L:青禾县]看树苗。
记者[P:李满仓]问[O:青禾县林业局]为什么不下雨。

[L:四川]的[P:陈望]校长走了。
[O:石门小学]今天放假，[P:赵一禾]在家。

河水涨了，船都停了。
[O:白塘县林业局]的[P:赵春分]书记点头。
`).articles;

function train(options: Partial<TrainingOptions> = {}): EntityModel {
  return trainModel(articles, WORDS, segmenter, { ...OPTIONS, ...options });
}

const spansOf = (tagger: EntityTagger, { text, kind }: TrainingParagraph): unknown => tagger.tagParagraph({ text, kind }).map(({ start, end, label }) => ({ start, end, label }));

describe('training', () => {
  it('learns its texts by heart', () => {
    const tagger = new EntityTagger(train(), segmenter);
    for (const paragraph of articles.flat()) assert.deepEqual(spansOf(tagger, paragraph), paragraph.entities);
  });

  it('carries over to names it has not seen', () => {
    const text = '赵六月书记今天到白塘县看树苗。';
    assert.deepEqual(spansOf(new EntityTagger(train(), segmenter), { text, kind: 'body', entities: [] }), [
      { start: 0, end: 3, label: 'PERSON' }, { start: 8, end: 11, label: 'PLACE' },
    ]);
  });

  it('gives the same bytes for the same seed, others for another', () => {
    const options = { dropout: 0.2, knowing: 0.5 };
    const bytes = encodeModel(train(options));
    assert.deepEqual(encodeModel(train(options)), bytes);
    assert.notDeepEqual(encodeModel(train({ ...options, seed: 8 })), bytes);
  });

  it('keeps no more features than asked for', () => {
    assert.ok(train({ rows: 100 }).table.rows <= 100);
  });

  it('measures on articles it has not seen', () => {
    const many = Array.from({ length: 5 }, () => articles).flat();
    const { figures } = trainWithFigures(many, WORDS, segmenter, OPTIONS);
    const person = figures.find(({ label }) => label === 'PERSON');
    assert.equal(person?.gold, person?.right);
  });
});

describe('training on examples', () => {
  const own = parseCorpus(['甲', '乙', '丙', '丁', '戊'].map((name) => `请看[L:${name}泊]水库。\n\n[P:万${name}]看[L:${name}泊]水库。\n`).join('\n')).articles;
  /** So many that most of what they say counts. */
  const often = Array.from({ length: 130 }, () => own).flat();
  const text = '请看己泊水库。';

  it('goes on from a model, and keeps its word lists', () => {
    const from = train();
    const { model } = trainOnExamples(often, from, segmenter, { folds: 0 });
    assert.deepEqual(model.lexicon.words, from.lexicon.words);
    assert.notDeepEqual(spansOf(new EntityTagger(from, segmenter), { text, kind: 'body', entities: [] }), [{ start: 2, end: 4, label: 'PLACE' }]);
    assert.deepEqual(spansOf(new EntityTagger(model, segmenter), { text, kind: 'body', entities: [] }), [{ start: 2, end: 4, label: 'PLACE' }]);
  });

  it('lets what few texts say count for a part only', () => {
    const from = train();
    const strength = (share: number): number => {
      const { table, step } = trainModel(own, WORDS, segmenter, { ...OPTIONS, from, share });
      let sum = 0;
      table.forEach((feature, row) => {
        const old = from.table.find(feature);
        for (let tag = 0; tag < TAG_COUNT; tag += 1) sum += Math.abs(table.get(row, tag) / step - (old < 0 ? 0 : from.table.get(old, tag) / from.step));
      });
      return sum;
    };
    const whole = strength(1);
    assert.ok(strength(0) < whole / 10 && Math.abs(strength(0.5) / whole - 0.5) < 0.1, [0, 0.5, 1].map(strength).join(' '));
    assert.deepEqual([0, 900, 1800, 9000].map(shareOf), [0.4, 0.7, 1, 1]);
  });

  it('shuts no words out before the recogniser where too few texts say what that costs', () => {
    const from = { ...train(), gate: new Gate(undefined, 0) };
    assert.equal(trainOnExamples(own, from, segmenter, { folds: 0 }).model.gate.threshold, -Infinity);
  });

  it('marks what its texts mark: works and joined places only where they do', () => {
    const apart = often.map((article) => article.map((paragraph) => ({ ...paragraph, entities: paragraph.entities.flatMap((entity) =>
      (entity.label === 'PLACE' ? [{ ...entity, end: entity.start + 1 }, { ...entity, start: entity.start + 1 }] : [entity])) })));
    const { model } = trainOnExamples(apart, train(), segmenter, { folds: 0 });
    assert.deepEqual(model.conventions, { marksWorks: false, joinsPlaces: false });
    assert.deepEqual(decodeModel(encodeModel(model)).conventions, model.conventions);
    assert.deepEqual(spansOf(new EntityTagger(model, segmenter), { text: '请看《甲泊》', kind: 'body', entities: [] }), [
      { start: 3, end: 4, label: 'PLACE' }, { start: 4, end: 5, label: 'PLACE' },
    ]);
  });

  it('measures each article once where it is divided in parts', () => {
    const { figures } = trainOnExamples(own, train(), segmenter, { folds: 3 });
    assert.deepEqual(figures.map(({ label, gold }) => [label, gold]), [['PERSON', 5], ['ORG', 0], ['PLACE', 10], ['WORK', 0]]);
  });
});

describe('the model file', () => {
  it('reads back what was written', () => {
    const model = train();
    const copy = decodeModel(encodeModel(model));
    assert.deepEqual(encodeModel(copy), encodeModel(model));
    const tagger = new EntityTagger(copy, segmenter);
    assert.deepEqual(spansOf(tagger, articles[0][0]), articles[0][0].entities);
  });

  it('says what is wrong with broken bytes', () => {
    const bytes = encodeModel(train());
    assert.throws(() => decodeModel(bytes.subarray(0, bytes.length - 10)), /ends too early/);
    assert.throws(() => decodeModel(new Uint8Array([...bytes, 0])), /after its end/);
    assert.throws(() => decodeModel(new Uint8Array([5, 104, 101, 108, 108, 111])), /not an entity model/);
  });
});

describe('learning from decisions', () => {
  const paragraph = { text: '饮马川今天停电', kind: 'body' as const, entities: [] };
  const gold = [{ start: 0, end: 3, label: 'PLACE' as const }];

  it('finds what it was taught, and stops changing once it is sure', () => {
    const tagger = new EntityTagger(train(), segmenter);
    assert.notDeepEqual(spansOf(tagger, paragraph), gold);
    let rounds = 0;
    while (tagger.learn(paragraph, gold) && rounds < 1000) rounds += 1;
    assert.ok(rounds > 0 && rounds < 1000, `${rounds} rounds`);
    assert.deepEqual(spansOf(tagger, paragraph), gold);
  });

  it('is kept as changes to the shipped model, which itself stays as it was', () => {
    const shipped = encodeModel(train());
    const tagger = new EntityTagger(decodeModel(shipped), segmenter);
    for (let round = 0; round < 100; round += 1) tagger.learn(paragraph, gold);
    const learned = LearnedWeights.decode(tagger.learned.encode());
    assert.ok(learned.size > 0);
    assert.deepEqual(spansOf(new EntityTagger(decodeModel(shipped), segmenter, learned), paragraph), gold);
    assert.notDeepEqual(spansOf(new EntityTagger(decodeModel(shipped), segmenter), paragraph), gold);
  });

  it('goes over earlier lessons until none is owed, and the same lessons give the same weights', () => {
    const lessons = articles.flat().map(({ text, kind, entities }) => ({ text, kind, names: entities }));
    const taught = (): EntityTagger => {
      const tagger = new EntityTagger(train({ epochs: 1 }), segmenter);
      for (const lesson of lessons) {
        tagger.learn(lesson, lesson.names);
        while (tagger.rehearse());
      }
      return tagger;
    };
    const tagger = taught();
    assert.equal(tagger.rehearse(), false);
    const bytes = tagger.learned.encode();
    assert.deepEqual(taught().learned.encode(), bytes);
    const kept = LearnedWeights.decode(bytes);
    assert.deepEqual([...kept.lessons], lessons);
    assert.ok(kept.opening > 0);
    assert.equal(new EntityTagger(train({ epochs: 1 }), segmenter, kept).rehearse(), false);
  });

  it('counts the more the more lessons there are, and then as a whole', () => {
    const learned = new LearnedWeights();
    const first = learned.share;
    for (let index = 0; index < 900; index += 1) learned.lessons.keep({ text: `第${index}课`, kind: 'body', names: [] });
    assert.ok(learned.share > first && learned.share < 1);
    for (let index = 900; index < 2000; index += 1) learned.lessons.keep({ text: `第${index}课`, kind: 'body', names: [] });
    assert.equal(learned.share, 1);
  });

  it('never contradicts a paragraph that was decided, whatever label its names usually have', () => {
    const tagger = new EntityTagger(train(), segmenter);
    const lesson = (text: string, label: 'PLACE' | 'ORG'): void => { tagger.learn({ text, kind: 'body' }, [{ start: 0, end: 3, label }]); };
    lesson('饮马川今天停电', 'PLACE');
    lesson('饮马川今天来电', 'PLACE');
    lesson('饮马川今天赢了', 'ORG');
    const known = new KnownNames([{ name: '饮马川', label: 'ORG' }]);
    const labels = (text: string): string[] => tagger.tagPage([{ text, kind: 'body' }], known)[0].map(({ label }) => label);
    assert.deepEqual(labels('饮马川今天赢了'), ['ORG']);
    assert.deepEqual(labels('饮马川今天停电'), ['PLACE']);
  });

  it('rejects bytes that are none', () => {
    assert.throws(() => LearnedWeights.decode(new Uint8Array([1, 65])), /not learned weights/);
  });
});

describe('calibration', () => {
  it('gives larger margins more confidence, and the share that was right', () => {
    const outcomes = Array.from({ length: 400 }, (_, index) => ({ margin: index % 100, right: (index * 37) % 100 < index % 100 }));
    const { slope, offset } = calibrate(outcomes);
    const chance = (margin: number): number => 1 / (1 + Math.exp(-(slope * margin + offset)));
    assert.ok(chance(90) > chance(10));
    const mean = outcomes.reduce((sum, { margin }) => sum + chance(margin), 0) / outcomes.length;
    const right = outcomes.filter((outcome) => outcome.right).length / outcomes.length;
    assert.ok(Math.abs(mean - right) < 0.02, `${mean} against ${right}`);
  });

  it('stays finite where everything was right', () => {
    const { slope, offset } = calibrate([{ margin: 3, right: true }, { margin: 9, right: true }]);
    assert.ok(Number.isFinite(slope) && Number.isFinite(offset));
  });
});
