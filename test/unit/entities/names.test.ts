import assert from 'node:assert/strict';
import type { EntityMention, LabelledSpan } from '../../../src/entities/entity';
import { KnownNames } from '../../../src/entities/knownNames';
import { Lexicon, LIST_BIT } from '../../../src/entities/lexicon';
import { NameMatcher } from '../../../src/entities/nameMatcher';
import { applyPageSense } from '../../../src/entities/pageSense';
import { repairSpans } from '../../../src/entities/repairs';
import { shortNames } from '../../../src/entities/shortNames';
import { TextView } from '../../../src/entities/textView';
import { findLaws, findWorks } from '../../../src/entities/works';
import { stubSegmenter } from './segmenterStub';

const lexicon = new Lexicon({
  place: ['四川', '云台'], admin: ['青禾县'], surname: ['万', '李'], law: ['海关法', '森林法'], branch: ['党支部', '党委', '办公室'], orgSuffix: ['有限公司', '林业局'],
});

function read(text: string, tags: Record<string, string> = {}): TextView {
  const view = new TextView(lexicon, stubSegmenter(tags));
  view.fill(text, 'body', []);
  return view;
}

const texts = (text: string, spans: readonly { start: number; end: number }[]): string[] => spans.map(({ start, end }) => text.slice(start, end));
const span = (text: string, name: string, label: LabelledSpan['label']): LabelledSpan => ({ start: text.indexOf(name), end: text.indexOf(name) + name.length, label });

describe('works', () => {
  for (const [text, works] of [
    ['他写了《渡口的风》和《山歌》。', ['渡口的风', '山歌']],
    ['《读〈诗经〉札记》出版', ['读〈诗经〉札记']],
    ['《关于修改《章程》的说明》已通过', ['关于修改《章程》的说明']],
    ['《没有写完的标题', []],
    ['空的《》不算', []],
    ['先《开着，再《短歌》', ['短歌']],
  ] as const) {
    it(text, () => assert.deepEqual(texts(text, findWorks(text)), works));
  }

  it('end where a title would be too long to be one', () => assert.deepEqual(findWorks(`《${'长'.repeat(200)}》`), []));

  it('include laws without marks, as whole words', () => {
    const text = '依照海关法处理，《森林法》另议，海关法学不算';
    assert.deepEqual(texts(text, findLaws(read(text, { 海关法: 'n', 海关法学: 'n', 森林法: 'n' }))), ['海关法']);
  });
});

describe('repairs of spans', () => {
  it('join administrative levels into one place', () => {
    const text = '来到四川青禾县采访';
    const spans = [span(text, '四川', 'PLACE'), span(text, '青禾县', 'PLACE')];
    assert.deepEqual(texts(text, repairSpans(read(text), text, spans, [])), ['四川青禾县']);
  });

  it('keep a branch with its organisation, but no half word', () => {
    const text = '云台酿造有限公司党支部开会';
    const spans = [span(text, '云台酿造有限公司', 'ORG')];
    assert.deepEqual(texts(text, repairSpans(read(text, { 党支部: 'n' }), text, spans, [])), ['云台酿造有限公司党支部']);
    assert.deepEqual(texts(text, repairSpans(read(text, { 党支部开会: 'n' }), text, spans, [])), ['云台酿造有限公司']);
  });

  it('leave a place alone where plain words follow that no organisation ends with', () => {
    const after = (text: string): string[] => {
      const found = repairSpans(read(text, { 四川: 'ns' }), text, [{ start: 0, end: text.length, label: 'ORG' }], []);
      return found.map(({ start, end, label }) => `${text.slice(start, end)} ${label}`);
    };
    assert.deepEqual(['四川互联网领域', '四川科技馆', '四川林业局工作', '互联网行业'].map(after), [['四川 PLACE'], ['四川科技馆 ORG'], ['四川林业局工作 ORG'], ['互联网行业 ORG']]);
  });

  it('let an organisation that ends with a quotation begin with it, if no mark stands between', () => {
    const whole = '成立“云台毛竹产业创新联盟”，';
    assert.deepEqual(texts(whole, repairSpans(read(whole), whole, [span(whole, '云台', 'PLACE'), span(whole, '产业创新联盟', 'ORG')], [])), ['云台毛竹产业创新联盟']);
    const list = '成立“毛竹、苗木产业创新联盟”，';
    assert.deepEqual(texts(list, repairSpans(read(list), list, [span(list, '苗木产业创新联盟', 'ORG')], [])), ['苗木产业创新联盟']);
    const open = '“去云台林业局开会”';
    assert.deepEqual(texts(open, repairSpans(read(open), open, [span(open, '云台林业局', 'ORG')], [])), ['云台林业局']);
    const person = '“老同学万小舟”';
    assert.deepEqual(texts(person, repairSpans(read(person), person, [span(person, '万小舟', 'PERSON')], [])), ['万小舟']);
  });

  it('give a place to the bare branch or office behind it', () => {
    const text = '青禾县林业局发文';
    const spans = [span(text, '青禾县', 'PLACE'), span(text, '林业局', 'ORG')];
    assert.deepEqual(repairSpans(read(text), text, spans, []), [{ start: 0, end: 6, label: 'ORG' }]);
  });

  it('leave a person beside a place alone', () => {
    const text = '四川李小满';
    const spans = [span(text, '四川', 'PLACE'), span(text, '李小满', 'PERSON')];
    assert.deepEqual(repairSpans(read(text), text, spans, []), spans);
  });

  it('take marks off the edges and drop what is only marks', () => {
    const text = '，万小舟、“李”';
    assert.deepEqual(texts(text, repairSpans(read(text), text, [{ start: 0, end: 5, label: 'PERSON' }, { start: 5, end: 6, label: 'ORG' }], [])), ['万小舟']);
  });

  it('leave out what lies beyond a bracket without its partner, and a body in general that is left', () => {
    const rest = (text: string, name: string): string[] => texts(text, repairSpans(read(text), text, [span(text, name, 'ORG')], []));
    assert.deepEqual(rest('各县（市、区）林业局到会', '区）林业局'), []);
    assert.deepEqual(rest('各县（区）云台林业局到会', '区）云台林业局'), ['云台林业局']);
    assert.deepEqual(rest('云台林业局（四川总部）', '云台林业局（四川'), ['云台林业局']);
    assert.deepEqual(rest('云台（四川）有限公司', '云台（四川）有限公司'), ['云台（四川）有限公司']);
  });

  it('never touch what is taken', () => {
    const text = '万小舟来了';
    assert.deepEqual(repairSpans(read(text), text, [span(text, '万小舟', 'PERSON')], [{ start: 2, end: 3 }]), []);
  });
});

describe('short names', () => {
  for (const [name, label, short] of [
    ['四川云岭茶业发展有限公司', 'ORG', '云岭公司'],
    ['四川云岭茶业发展有限公司', 'ORG', '云岭茶业'],
    ['麦穗集团', 'ORG', '麦穗'],
    ['麦穗集团党委', 'ORG', '麦穗集团'],
    ['麦穗集团党委', 'ORG', '麦穗'],
    ['跳跳鱼党支部', 'ORG', '跳跳鱼'],
    ['万小舟', 'PERSON', '小舟'],
    ['万小舟', 'PERSON', '老万'],
    ['伊琳娜·索别斯卡娅', 'PERSON', '索别斯卡娅'],
    ['青禾县石门渡村', 'PLACE', '石门渡村'],
    ['青禾县石门渡村', 'PLACE', '石门渡'],
  ] as const) {
    it(`${name} → ${short}`, () => assert.ok(shortNames(name, label, lexicon).includes(short), shortNames(name, label, lexicon).join(' ')));
  }

  it('are none for the body of a place, which is no organisation', () => {
    for (const name of ['石门渡村党支部', '云台党委', '四川青禾县纪委']) assert.deepEqual(shortNames(name, 'ORG', lexicon), []);
  });

  it('are never single characters nor the name itself', () => {
    for (const [name, label] of [['云集团', 'ORG'], ['李明', 'PERSON'], ['京', 'PLACE']] as const) {
      assert.ok(shortNames(name, label, lexicon).every((short) => short.length > 1 && short !== name));
    }
  });
});

describe('page sense', () => {
  const mention = (text: string, name: string, label: EntityMention['label'], confidence = 0.95): EntityMention => ({ ...span(text, name, label), confidence });
  const sense = (paragraphs: readonly string[], found: readonly EntityMention[][], standsAlone = (): boolean => true, common: readonly string[] = []): EntityMention[][] =>
    applyPageSense(paragraphs.map((text) => ({ text, kind: 'body' })), found, lexicon, {
      standsAlone, isCommon: (word) => common.includes(word), isPlain: (name) => common.some((word) => name === `${word}${word}`),
      branchEnd: (text, end) => (text.startsWith('党支部', end) ? end + 3 : end),
    });
  const first = '四川云岭茶业发展有限公司开业';

  it('looks for no name elsewhere that is a word of the language, in full or in short', () => {
    const paragraphs = ['丰收镇到了。', '今年丰收，丰收镇人高兴。'];
    const found = [[mention(paragraphs[0], '丰收镇', 'PLACE')], []];
    assert.deepEqual(texts(paragraphs[1], sense(paragraphs, found, undefined, ['丰收'])[1]), ['丰收镇']);
    assert.deepEqual(texts(paragraphs[1], sense(paragraphs, found, undefined, ['丰收', '丰收镇'])[1]), []);
  });

  describe('says where persons end', () => {
    const people = (paragraphs: readonly string[], names: readonly (string | null)[], standsAlone = (): boolean => true): string[] => {
      const found = paragraphs.map((text, index) => { const name = names[index]; return name === null ? [] : [mention(text, name, 'PERSON')]; });
      return sense(paragraphs, found, standsAlone).flatMap((mentions, index) => texts(paragraphs[index], mentions));
    };

    it('a third character that always follows, before different ones, belongs to the name', () => {
      const paragraphs = ['李云起床。', '见李云起来信。', '李云起说好。'];
      assert.deepEqual(people(paragraphs, ['李云', '李云', null]), ['李云起', '李云起', '李云起']);
      assert.deepEqual(people(['李云起床。', '见李云起床。', '李云起床了。'], ['李云', '李云', null]), ['李云', '李云', '李云']);
      assert.deepEqual(people(['李云起床。', '见李云来信。', '李云起说好。'], ['李云', '李云', null]), ['李云', '李云', '李云']);
      assert.deepEqual(people(paragraphs.slice(0, 2), ['李云', '李云']), ['李云', '李云']);
      assert.deepEqual(people(['李云说好。', '李云说不。', '李云说完。'], ['李云', '李云', '李云']), ['李云', '李云', '李云']);
      assert.deepEqual(people(paragraphs, ['李云', '李云', null], () => false).slice(0, 2), ['李云', '李云']);
    });

    it('a fourth one that stands there once does not, where the name of three stands elsewhere', () => {
      assert.deepEqual(people(['李云起来信。', '李云起会来。'], ['李云起', '李云起会']), ['李云起', '李云起']);
      assert.deepEqual(people(['李云起会来。'], ['李云起会']), ['李云起会']);
      assert.deepEqual(people(['李云起床。', '见李云起来信。', '李云起会来。'], ['李云', '李云', '李云起会']), ['李云起', '李云起', '李云起'], 'where the page alone says so too');
    });
  });

  describe('says where organisations begin', () => {
    const bodies = (paragraphs: readonly string[], names: readonly (string | null)[], standsAlone = (): boolean => true): string[] => {
      const found = paragraphs.map((text, index) => { const name = names[index]; return name === null ? [] : [mention(text, name, 'ORG', 0.6)]; });
      return sense(paragraphs, found, standsAlone).flatMap((mentions, index) => texts(paragraphs[index], mentions));
    };
    const paragraphs = ['向跳跳鱼学院捐款', '跳跳鱼学院开学', '昨天跳跳鱼学院放假'];

    it('a character that always stands before, behind different ones, belongs to the name', () => {
      assert.deepEqual(bodies(paragraphs, ['跳鱼学院', '跳鱼学院', '跳鱼学院']), ['跳跳鱼学院', '跳跳鱼学院', '跳跳鱼学院']);
      assert.deepEqual(bodies(paragraphs, ['跳鱼学院', '跳鱼学院', null]), ['跳跳鱼学院', '跳跳鱼学院'], 'also where the recogniser saw it in some places only');
      assert.deepEqual(bodies(paragraphs.slice(0, 2), ['跳鱼学院', '跳鱼学院']), ['跳鱼学院', '跳鱼学院'], 'twice says nothing');
      assert.deepEqual(bodies(['在鱼学院', '也在鱼学院', '常在鱼学院'], ['鱼学院', '鱼学院', '鱼学院']), ['鱼学院', '鱼学院', '鱼学院'], 'a word of its own');
      assert.deepEqual(bodies(['看跳跳鱼学院', '看跳跳鱼学院', '看跳跳鱼学院'], ['跳鱼学院', '跳鱼学院', '跳鱼学院']), ['跳鱼学院', '跳鱼学院', '跳鱼学院'], 'no variety before it');
      assert.deepEqual(bodies(paragraphs, ['跳鱼学院', '跳鱼学院', '跳鱼学院'], () => false), ['跳鱼学院', '跳鱼学院', '跳鱼学院'], 'a word runs over its beginning');
    });

    it('where it begins inside a surer name of the page, that name begins it', () => {
      const [first, second] = ['跳跳鱼学院开学', '向跳跳鱼学院党校捐款'];
      const sure = (confidence: number): string[] => texts(second, sense([first, second], [[mention(first, '跳跳鱼学院', 'ORG', confidence)], [mention(second, '鱼学院党校', 'ORG', 0.6)]])[1]);
      assert.deepEqual([sure(0.7), sure(0.5)], [['跳跳鱼学院党校'], ['鱼学院党校']]);
      const taken = sense([first, second], [[mention(first, '跳跳鱼学院', 'ORG')], [mention(second, '向跳', 'PERSON', 0.99), mention(second, '鱼学院党校', 'ORG', 0.6)]])[1];
      assert.deepEqual(texts(second, taken), ['向跳', '鱼学院党校'], 'not into another mention');
    });

    it('a conjunction or preposition does not, where the name stands without it elsewhere', () => {
      assert.deepEqual(bodies(['跳跳鱼学院', '而跳跳鱼学院'], ['跳跳鱼学院', '而跳跳鱼学院']), ['跳跳鱼学院', '跳跳鱼学院']);
      assert.deepEqual(bodies(['而跳跳鱼学院'], ['而跳跳鱼学院']), ['而跳跳鱼学院']);
    });
  });

  it('finds an organisation elsewhere with the branch that follows it there', () => {
    const paragraphs = ['云岭茶业获奖。', '云岭茶业党支部成立，云岭茶业来人。'];
    const found = [[mention(paragraphs[0], '云岭茶业', 'ORG')], []];
    assert.deepEqual(texts(paragraphs[1], sense(paragraphs, found)[1]), ['云岭茶业党支部', '云岭茶业']);
  });

  it('gives an unsure short form the label of the sure name it stands for, a sure one keeps its own', () => {
    const paragraphs = ['云岭集团开业。', '云岭说，好。'];
    const labels = (confidence: number): string[] => {
      const found = [[mention(paragraphs[0], '云岭集团', 'ORG', 0.97)], [mention(paragraphs[1], '云岭', 'PLACE', confidence)]];
      return sense(paragraphs, found)[1].map(({ label, link }) => `${label} ${link ?? ''}`);
    };
    assert.deepEqual([labels(0.6), labels(0.85), labels(0.96)], [['ORG 云岭集团'], ['ORG 云岭集团'], ['PLACE ']]);
  });

  it('leaves alone what the recogniser saw often and mostly took for no organisation, not so a person', () => {
    const paragraphs = ['云岭联盟成立。', '云岭联盟开会。', '云岭联盟放假。', '云岭联盟散会。'];
    const of = (label: EntityMention['label']): number => sense(paragraphs, [[mention(paragraphs[0], '云岭联盟', label)], [], [], []]).flat().length;
    assert.deepEqual([of('ORG'), of('PERSON')], [1, 4]);
  });

  it('looks for an organisation of common words alone only where it is quite sure or found often', () => {
    const paragraphs = ['联盟联盟成立。', '联盟联盟开会。'];
    const at = (confidence: number): number => sense(paragraphs, [[mention(paragraphs[0], '联盟联盟', 'ORG', confidence)], []], undefined, ['联盟']).flat().length;
    assert.deepEqual([at(0.9), at(0.97)], [1, 2]);
    const often = ['联盟联盟成立。', '问联盟联盟。', '去联盟联盟。', '联盟联盟开会。'];
    assert.equal(sense(often, often.map((text, index) => (index < 3 ? [mention(text, '联盟联盟', 'ORG', 0.9)] : [])), undefined, ['联盟']).flat().length, 4, 'or found often');
  });

  it('finds a sure name wherever it stands', () => {
    const paragraphs = ['万小舟说。', '记者问万小舟。'];
    assert.deepEqual(texts(paragraphs[1], sense(paragraphs, [[mention(paragraphs[0], '万小舟', 'PERSON')], []])[1]), ['万小舟']);
  });

  it('leaves an unsure name where it is', () => {
    const paragraphs = ['万小舟说。', '记者问万小舟。'];
    assert.deepEqual(sense(paragraphs, [[mention(paragraphs[0], '万小舟', 'PERSON', 0.5)], []])[1], []);
  });

  it('trusts an unsure name that it has found in three places and nowhere left out', () => {
    const paragraphs = ['跳跳鱼党支部开会', '跳跳鱼党支部学习', '跳跳鱼党支部换届', '跳跳鱼放假'];
    const found = paragraphs.slice(0, 3).map((text) => [mention(text, '跳跳鱼党支部', 'ORG', 0.6)]);
    assert.deepEqual(texts(paragraphs[3], sense(paragraphs, [...found, []])[3]), ['跳跳鱼']);
    assert.deepEqual(sense(paragraphs, [...found.slice(0, 2), [], []])[3], [], 'left out in one of them');
  });

  it('links a short name to the full one, found or not', () => {
    const second = '云岭公司去年盈利';
    const full = '四川云岭茶业发展有限公司';
    const expected = { start: 0, end: 4, label: 'ORG', link: full };
    for (const found of [[], [mention(second, '云岭公司', 'ORG')]]) {
      const [result] = sense([first, second], [[mention(first, full, 'ORG')], found])[1];
      assert.deepEqual({ ...result, confidence: undefined }, { ...expected, confidence: undefined });
    }
  });

  it('gives up an unsure name that the page mostly uses as a common word', () => {
    const paragraphs = ['讲文明', '文明新风', '文明进村', '做文明人'];
    const unsure = mention(paragraphs[0], '文明', 'PERSON', 0.5);
    assert.deepEqual(sense(paragraphs, [[unsure], [], [], []])[0], []);
    assert.deepEqual(sense(paragraphs.slice(0, 2), [[unsure], []])[0], [unsure]);
  });

  it('gives one string one label', () => {
    const paragraphs = ['云台到了', '云台很高', '云台说'];
    const result = sense(paragraphs, [[mention(paragraphs[0], '云台', 'PLACE')], [mention(paragraphs[1], '云台', 'PLACE')], [mention(paragraphs[2], '云台', 'PERSON', 0.6)]]);
    assert.equal(result[2][0].label, 'PLACE');
  });

  it('does not cut words in two', () => {
    const paragraphs = ['高扬说。', '提高扬程'];
    assert.deepEqual(sense(paragraphs, [[mention(paragraphs[0], '高扬', 'PERSON')], []], () => false)[1], []);
  });

  it('does not break a longer mention', () => {
    const paragraphs = ['青禾县下雨', '青禾县林业局发文'];
    const org = mention(paragraphs[1], '青禾县林业局', 'ORG');
    assert.deepEqual(sense(paragraphs, [[mention(paragraphs[0], '青禾县', 'PLACE')], [org]])[1], [org]);
  });
});

describe('known names', () => {
  const settled = (found: LabelledSpan): LabelledSpan => found;
  const known = new KnownNames(
    [{ name: '云岭', label: 'ORG' }, { name: '云岭茶业', label: 'ORG' }, { name: '万小舟', label: 'PERSON' }],
    [{ name: '丰年', before: '田间又唱', after: '”' }],
  );

  it('are found wherever they stand, the longest first', () => {
    const text = '万小舟在云岭茶业和云岭。';
    assert.deepEqual(texts(text, known.find(text)), ['万小舟', '云岭茶业', '云岭']);
  });

  it('of one character are looked for nowhere', () => {
    const short = new KnownNames([{ name: '华', label: 'PLACE' }]);
    assert.deepEqual([short.labelOf('华'), short.find('繁华的华南')], ['PLACE', []]);
    assert.deepEqual(short.enforce('访华', [{ start: 1, end: 2, label: 'PERSON' }], settled), [{ start: 1, end: 2, label: 'PLACE' }]);
  });

  it('win over suggestions of other extent or label', () => {
    const text = '访万小舟同志';
    assert.deepEqual(known.enforce(text, [{ start: 1, end: 3, label: 'PLACE' }], settled), [{ start: 1, end: 4, label: 'PERSON' }]);
  });

  it('cut through by an organisation are where it begins', () => {
    const place = new KnownNames([{ name: '青禾县', label: 'PLACE' }], [{ name: '青禾县水利局', before: '新', after: '' }]);
    const found = (text: string, label: LabelledSpan['label']): LabelledSpan[] => place.enforce(text, [
      { ...span(text, '见青禾', 'PERSON') }, { ...span(text, '县水利局', label) },
    ], settled);
    const text = '会见青禾县水利局同志';
    assert.deepEqual(found(text, 'ORG'), [span(text, '青禾县水利局', 'ORG')]);
    assert.deepEqual(found(text, 'PERSON'), [span(text, '青禾县', 'PLACE')]);
    const rejected = '新青禾县水利局';
    assert.deepEqual(place.enforce(rejected, [span(rejected, '县水利局', 'ORG')], settled), [span(rejected, '青禾县', 'PLACE')], 'not where that was rejected');
  });

  it('may be part of a longer name', () => {
    const text = '云岭茶业学院';
    const longer: LabelledSpan = { start: 0, end: 6, label: 'ORG' };
    assert.deepEqual(known.enforce(text, [longer], settled), [longer]);
  });

  it('stay quiet where they were rejected, and only there', () => {
    const text = '“田间又唱丰年”，丰年来了';
    const mentions = [5, 9].map((start): LabelledSpan => ({ start, end: start + 2, label: 'PERSON' }));
    assert.deepEqual(known.enforce(text, mentions, settled), [mentions[1]]);
  });

  it('that were rejected in several contexts are known, but forced on no text', () => {
    const contexts = ['老李的', '又到了'].map((before) => ({ name: '丰年', before, after: '' }));
    const name = { name: '丰年', label: 'PERSON' as const };
    const text = '昨天丰年来过';
    const once = new KnownNames([name], contexts.slice(1));
    const twice = new KnownNames([name], contexts);
    assert.deepEqual(texts(text, once.enforce(text, [], settled)), ['丰年']);
    assert.deepEqual(twice.enforce(text, [], settled), []);
    assert.deepEqual(texts(text, twice.find(text)), ['丰年']);
    assert.deepEqual(twice.enforce(text, [{ start: 2, end: 4, label: 'ORG' }], settled), [{ start: 2, end: 4, label: 'PERSON' }], 'where the recogniser finds it, its label is known');
  });

  it('that have had several labels keep the one that fits where they were found, and have their usual one elsewhere', () => {
    const text = '云岭胜，云岭下雨';
    const usual = (name: string): 'PLACE' | undefined => (name === '云岭' ? 'PLACE' : undefined);
    const found: LabelledSpan = { start: 0, end: 2, label: 'ORG' };
    assert.deepEqual(known.enforce(text, [found], settled, usual), [found, { start: 4, end: 6, label: 'PLACE' }]);
    assert.deepEqual(known.find(text, usual).map(({ label }) => label), ['PLACE', 'PLACE']);
  });
});

describe('word lists', () => {
  it('tell the lists that hold a stretch as one word, not as a part of one', () => {
    const codes = Uint16Array.from('四川青禾县海关', (character) => character.charCodeAt(0));
    assert.deepEqual([lexicon.bitsOf(codes, 0, 2), lexicon.bitsOf(codes, 2, 5), lexicon.bitsOf(codes, 0, 5), lexicon.bitsOf(codes, 5, 7)], [LIST_BIT.place, LIST_BIT.admin, 0, 0]);
  });
});

describe('the name matcher', () => {
  it('finds strings across each other where that is asked', () => {
    const matcher = new NameMatcher<number>();
    for (const name of ['跳跳', '跳鱼', '跳鱼学院']) matcher.add(name, name.length);
    assert.deepEqual(texts('跳跳鱼学院', matcher.findOverlapping('跳跳鱼学院')), ['跳跳', '跳鱼学院']);
    assert.deepEqual(texts('跳跳鱼学院', matcher.find('跳跳鱼学院')), ['跳跳']);
  });

  it('takes the longest string at each place and does not overlap', () => {
    const matcher = new NameMatcher<number>();
    ['甲乙', '甲乙丙丁', '丙丁戊'].forEach((name, index) => matcher.add(name, index));
    assert.deepEqual(matcher.find('甲乙丙丁戊甲乙丙'), [{ start: 0, end: 4, value: 1 }, { start: 5, end: 7, value: 0 }]);
  });
});
