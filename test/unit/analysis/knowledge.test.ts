import assert from 'node:assert/strict';
import { Knowledge } from '../../../src/analysis/knowledge';
import type { EntityLabel } from '../../../src/annotations/model';
import { AnalysisSession } from '../../../src/analysis/session';
import type { Reply } from '../../../src/analysis/protocol';
import { LearnedWeights } from '../../../src/entities/learning';
import type { Lesson } from '../../../src/entities/lessons';
import { writeLexicon } from '../../../src/entities/lexiconFormat';
import { changeLexicon, EMPTY_LEXICON, type LexiconChange } from '../../../src/entities/workspaceLexicon';
import type { EntityTagger } from '../../../src/entities/tagger';
import { wordTagger } from './fakes';

const LESSON: Lesson = { text: '沙湾停电', kind: 'body', names: [{ start: 0, end: 2, label: 'PLACE' }] };
const lexicon = (change: LexiconChange): string => writeLexicon(changeLexicon(EMPTY_LEXICON, change).content);

/** A recogniser that notes what it is taught; its learned weights count the lessons. */
function pupil(learned: LearnedWeights | undefined, words: Readonly<Record<string, EntityLabel>> = { 沙湾: 'PLACE' }): EntityTagger & { readonly texts: string[] } {
  const weights = learned ?? new LearnedWeights();
  const texts: string[] = [];
  return {
    ...wordTagger(words), texts, learned: weights,
    learn: ({ text }: Lesson) => {
      texts.push(text);
      weights.note(1, 1, 1);
      return true;
    },
  } as unknown as EntityTagger & { readonly texts: string[] };
}

describe('what the analysis process has learned', () => {
  const loads: ReturnType<typeof pupil>[] = [];
  const knowledge = (model: string): Knowledge => new Knowledge((learned) => {
    const tagger = pupil(learned(model));
    loads.push(tagger);
    return { tagger, model };
  });
  beforeEach(() => { loads.length = 0; });

  it('goes over to the next process: the weights, and the lessons since', () => {
    const first = knowledge('m1');
    first.learn([LESSON, LESSON]);
    const earlier = first.learnedModel();
    const second = knowledge('m1');
    second.startFrom(earlier, [{ ...LESSON, text: '沙湾来电' }]);
    second.tagger();
    assert.deepEqual(loads[1].texts, ['沙湾来电']);
    const expected = LearnedWeights.decode(earlier.weights);
    expected.note(1, 1, 1);
    assert.deepEqual(second.learnedModel().weights, expected.encode());
  });

  it('is of no use with another shipped model, or when it cannot be read', () => {
    const first = knowledge('m1');
    first.learn([LESSON]);
    const other = knowledge('m2');
    other.startFrom(first.learnedModel(), []);
    assert.deepEqual(other.learnedModel(), { model: 'm2', weights: new LearnedWeights().encode() });
    const damaged = knowledge('m1');
    damaged.startFrom({ model: 'm1', weights: new Uint8Array([1, 65]) }, []);
    assert.deepEqual(damaged.learnedModel().weights, new LearnedWeights().encode());
  });

  it('is gone over while there is nothing else to do', async () => {
    let left = 0;
    const session = new AnalysisSession({
      send: () => undefined, breathe: () => Promise.resolve(), now: () => 0, segmenter: () => { throw new Error('not here'); },
      tagger: () => ({ model: 'm1', tagger: { ...pupil(undefined), learn: () => { left += 3; return true; }, rehearse: () => left-- > 0 } as unknown as EntityTagger }),
    });
    session.receive({ type: 'text', page: 'p', version: 1, piece: '沙湾停电', first: true, last: true });
    session.receive({ type: 'decided', id: 1, page: 'p', version: 1, decisions: [{ id: 'a', label: 'PLACE', status: 'accepted', start: 0, end: 2 }], learn: true });
    assert.equal(left, 3);
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(left, -1);
  });

  it('is forgotten on request', () => {
    const one = knowledge('m1');
    one.learn([LESSON]);
    one.startFrom(undefined, []);
    assert.deepEqual(one.learnedModel().weights, new LearnedWeights().encode());
  });
});

describe('an analysis session with a lexicon', () => {
  const replies: Reply[] = [];
  let session: AnalysisSession;
  let taught: ReturnType<typeof pupil>;
  let broken = false;
  let known: Record<string, EntityLabel>;
  const load = (page: string, text: string): void => { session.receive({ type: 'text', page, version: 1, piece: text, first: true, last: true }); };
  const analyse = async (page: string, id: number, name: string | undefined): Promise<void> => {
    session.receive({ type: 'analyse', id, page, version: 1, options: { layers: ['entity'], ...(name ? { lexicon: name } : {}) }, fromScratch: false });
    while (!replies.some((reply) => reply.type === 'end' && reply.id === id)) await new Promise((resolve) => setImmediate(resolve));
  };
  const affected = (): (readonly string[])[] => replies.flatMap((reply) => (reply.type === 'affected' ? [[...reply.pages].sort()] : []));

  beforeEach(async () => {
    replies.length = 0;
    broken = false;
    known = { 沙湾: 'PLACE' };
    session = new AnalysisSession({
      send: (reply) => { replies.push(reply); }, breathe: () => Promise.resolve(), now: () => 0, segmenter: () => { throw new Error('not here'); },
      tagger: (learned) => {
        if (broken) throw new Error('no recogniser');
        taught = pupil(learned('m'), known);
        return { tagger: taught, model: 'm' };
      },
    });
    load('a', '沙湾昨夜停电。');
    load('b', '河口昨夜停电。');
    load('c', '沙湾昨夜停电。');
    await analyse('a', 1, 'here');
    await analyse('b', 2, 'here');
    await analyse('c', 3, undefined);
  });

  it('names the pages on which a change makes a difference, and no others', () => {
    session.receive({ type: 'lexicon', lexicon: 'here', text: lexicon({ names: [{ name: '沙湾', label: 'ORG' }] }) });
    session.receive({ type: 'lexicon', lexicon: 'here', text: lexicon({ names: [{ name: '沙湾', label: 'ORG' }] }) });
    session.receive({ type: 'lexicon', lexicon: 'there', text: lexicon({ names: [{ name: '河口', label: 'ORG' }] }) });
    assert.deepEqual(affected(), [['a']]);
  });

  it('names them when a rejection comes or the lexicon goes', async () => {
    session.receive({ type: 'lexicon', lexicon: 'here', text: lexicon({ rejected: [{ name: '昨夜', before: '口', after: '停' }] }) });
    await analyse('a', 4, 'here');
    await analyse('b', 5, 'here');
    session.receive({ type: 'lexicon', lexicon: 'here' });
    assert.deepEqual(affected(), [['a', 'b'], ['a', 'b']]);
  });

  it('keeps the suggestions beside a name that has become known, though the recogniser would find them no more', async () => {
    const names = (id: number): unknown => replies.flatMap((reply) => (reply.type === 'suggestions' && reply.id === id ? reply.suggestions.map(({ quote, label }) => `${quote} ${label}`) : []));
    load('d', '沙湾和白河昨夜停电。');
    known.白河 = 'PLACE';
    await analyse('d', 4, 'here');
    assert.deepEqual(names(4), ['沙湾 PLACE', '白河 PLACE']);
    delete known.白河;
    known.昨夜 = 'PERSON';
    session.receive({ type: 'lexicon', lexicon: 'here', text: lexicon({ names: [{ name: '沙湾', label: 'ORG' }, { name: '停电', label: 'WORK' }] }) });
    await analyse('d', 5, 'here');
    assert.deepEqual(names(5), ['沙湾 ORG', '白河 PLACE', '停电 WORK']);
    session.receive({ type: 'lexicon', lexicon: 'here', text: lexicon({}) });
    await analyse('d', 6, 'here');
    assert.deepEqual(names(6), ['沙湾 PLACE', '白河 PLACE'], 'taken back, all is as before');
    session.receive({ type: 'learned', lessons: [] });
    await analyse('d', 7, 'here');
    assert.deepEqual(names(7), ['昨夜 PERSON'], 'a reset begins anew, and only what is new is told');
  });

  it('answers with what decisions say, and learns from whole paragraphs', () => {
    const decisions = [{ id: '1', start: 0, end: 2, label: 'PLACE', status: 'accepted' as const }];
    session.receive({ type: 'decided', id: 7, page: 'a', version: 1, decisions, learn: true });
    assert.deepEqual(taught.texts, ['沙湾昨夜停电。']);
    assert.deepEqual(affected(), [], 'open pages stay as they are');
    session.receive({ type: 'decided', id: 8, page: 'a', version: 1, decisions, learn: false });
    session.receive({ type: 'decided', id: 9, page: 'a', version: 2, decisions, learn: true });
    assert.deepEqual(taught.texts.length, 1);
    const answers = replies.flatMap((reply) => ('id' in reply && reply.id > 6 ? [reply] : []));
    assert.deepEqual(answers.map((reply) => (reply.type === 'decided' ? [reply.names.length, reply.lessons.length] : reply.type)), [[1, 1], [1, 0], 'end']);
  });

  it('tells the names of decisions even where nothing can be learned', () => {
    session.receive({ type: 'learned', lessons: [] });
    broken = true;
    session.receive({ type: 'decided', id: 7, page: 'a', version: 1, decisions: [{ id: '1', start: 0, end: 2, label: 'PLACE', status: 'accepted' }], learn: true });
    const answer = replies.at(-1);
    assert.ok(answer?.type === 'decided');
    assert.deepEqual([answer.names.map(({ name }) => name), answer.lessons], [['沙湾'], []]);
    assert.match(answer.problem ?? '', /no recogniser/);
  });
});
