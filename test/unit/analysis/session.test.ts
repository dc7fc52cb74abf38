import assert from 'node:assert/strict';
import type { Reply, Request } from '../../../src/analysis/protocol';
import { AnalysisSession } from '../../../src/analysis/session';
import { PageAnnotations } from '../../../src/annotations/pageAnnotations';
import { LAYERS, type Layer } from '../../../src/annotations/model';
import type { Segmenter } from '../../../src/entities/segmenter';
import type { EntityTagger } from '../../../src/entities/tagger';
import { stubSegmenter } from '../entities/segmenterStub';
import { wordTagger } from './fakes';

const TAGGER = wordTagger({ 沈一舟: 'PERSON', 芦花湾: 'PLACE' });
const SHORT = '沈一舟昨天来到芦花湾，随行的有5名学生，他们要在这里住上3个月。';
const LONG = Array.from({ length: 2000 }, (_, index) =>
  `　　第${index + 1}天，沈一舟在芦花湾记下潮水的高度，${'再看看风向，'.repeat(index % 5)}量了${index + 2}次才放心。`).join('\n');

/** A session with the host's side of it: what the host would show follows from the replies alone. */
class Desk {
  readonly replies: Reply[] = [];
  readonly page = new PageAnnotations('', []);
  /** Called at each breath, with what was sent so far. */
  onBreath: (() => void) | undefined;
  private readonly ends = new Map<number, (reply: Reply) => void>();
  private version = 0;
  private lastId = 0;
  private readonly session: AnalysisSession;

  constructor(tagger: () => EntityTagger = () => TAGGER, segmenter: () => Segmenter = () => stubSegmenter()) {
    this.session = new AnalysisSession({
      send: (reply) => {
        this.replies.push(structuredClone(reply));
        if (reply.type === 'suggestions') this.page.suggest(reply.layer, { start: reply.from, end: reply.to }, reply.suggestions);
        if (reply.type === 'end') this.ends.get(reply.id)?.(reply);
      },
      breathe: () => {
        this.onBreath?.();
        return Promise.resolve();
      },
      now: () => 0,
      tagger: () => ({ tagger: tagger(), model: 'test' }),
      segmenter,
    });
  }

  receive(request: Request): void {
    this.session.receive(request);
  }

  load(text: string): void {
    const half = text.length >> 1;
    this.page.changeText({ start: 0, removed: this.page.text.length, inserted: text }, text);
    this.version++;
    this.receive({ type: 'text', page: 'p', version: this.version, piece: text.slice(0, half), first: true, last: false });
    this.receive({ type: 'text', page: 'p', version: this.version, piece: text.slice(half), first: false, last: true });
  }

  edit(start: number, removed: number, inserted: string): void {
    const change = { start, removed, inserted };
    const { text } = this.page;
    this.page.changeText(change, text.slice(0, start) + inserted + text.slice(start + removed));
    this.receive({ type: 'change', page: 'p', version: ++this.version, changes: [change] });
  }

  analyse(fromScratch = false, layers: readonly Layer[] = LAYERS): Promise<Extract<Reply, { type: 'end' }>> {
    const id = ++this.lastId;
    return new Promise((resolve) => {
      this.ends.set(id, (reply) => { resolve(reply as Extract<Reply, { type: 'end' }>); });
      this.receive({ type: 'analyse', id, page: 'p', version: this.version, options: { layers }, fromScratch });
    });
  }

  cancel(): void {
    this.receive({ type: 'cancel', id: this.lastId });
  }

  sent(layer: Layer): Extract<Reply, { type: 'suggestions' }>[] {
    return this.replies.flatMap((reply) => (reply.type === 'suggestions' && reply.layer === layer ? [reply] : []));
  }

  shown(): string[] {
    return this.page.all.map(({ layer, label, start, quote }) => `${layer} ${label} ${quote}@${start}`);
  }
}

/** Copies are left out of long pages: to look for them in a page that is all copies takes long. */
const FEW: readonly Layer[] = ['number', 'entity'];

async function fresh(text: string, layers = LAYERS): Promise<string[]> {
  const desk = new Desk();
  desk.load(text);
  await desk.analyse(false, layers);
  return desk.shown();
}

describe('an analysis session', () => {
  it('reads another page at once while it analyses one, and forgets it', async () => {
    const desk = new Desk();
    desk.load(LONG);
    const read = (id: number): void => { desk.receive({ type: 'read', id, page: 'q', reflow: true }); };
    desk.onBreath = () => {
      desk.onBreath = undefined;
      desk.receive({ type: 'text', page: 'q', version: 0, piece: SHORT, first: true, last: true });
      read(1001);
      read(1002);
    };
    await desk.analyse(false, FEW);
    const replies = desk.replies.filter((reply) => 'id' in reply && reply.id > 1000);
    assert.deepEqual(replies.map((reply) => (reply.type === 'end' ? reply.outcome : reply.type)), ['structure', 'reflowed', 'done', 'cancelled']);
    assert.ok(desk.replies.indexOf(replies[2]) < desk.replies.length - 1, 'waited for the analysis');
  });

  it('cuts a stretch of text into words, and says where it cannot', () => {
    const desk = new Desk(undefined, () => stubSegmenter({ 潮水: 'n', 芦花湾: 'ns' }));
    desk.receive({ type: 'words', id: 7, text: '芦花湾的潮水' });
    assert.deepEqual(desk.replies, [{ type: 'words', id: 7, lengths: [3, 1, 2] }]);
    const lame = new Desk(undefined, () => { throw new Error('no dictionary'); });
    lame.receive({ type: 'words', id: 8, text: '潮水' });
    const [reply] = lame.replies;
    assert.ok(reply.type === 'end' && reply.outcome === 'failed' && reply.message.includes('no dictionary'));
  });

  it('sends structure, then the layers, then the end', async () => {
    const desk = new Desk();
    desk.load(SHORT);
    assert.equal((await desk.analyse()).outcome, 'done');
    assert.deepEqual(desk.replies.map((reply) => ('layer' in reply ? reply.layer : reply.type)), ['structure', 'number', 'figures', 'duplicate', 'entity', 'end']);
    assert.ok(desk.shown().includes('entity PLACE 芦花湾@7'));
    assert.ok(desk.shown().some((line) => line.startsWith('number') && line.includes('3个月')));
  });

  it('sends a long page in parts that follow one another, and again only what is new', async () => {
    const desk = new Desk();
    desk.load(LONG);
    await desk.analyse(false, FEW);
    const parts = desk.sent('entity');
    assert.ok(parts.length > 2);
    parts.slice(1).forEach(({ from }, index) => { assert.ok(from <= parts[index].to, 'no gap'); });
    assert.equal(desk.page.all.filter(({ layer }) => layer === 'entity').length, 4000);
    desk.replies.length = 0;
    await desk.analyse(false, FEW);
    assert.deepEqual(desk.replies.map(({ type }) => type), ['structure', 'figures', 'end']);
    await desk.analyse(true, FEW);
    assert.equal(desk.sent('entity').flatMap(({ suggestions }) => suggestions).length, 4000);
  });

  it('after an edit tells only the neighbourhood, and ends where a new page ends', async () => {
    const desk = new Desk();
    desk.load(LONG);
    await desk.analyse(false, FEW);
    desk.replies.length = 0;
    desk.edit(LONG.indexOf('第1000天'), 0, '沈一舟先到。\n　　');
    await desk.analyse(false, FEW);
    const names = desk.sent('entity').flatMap(({ suggestions }) => suggestions);
    assert.ok(names.length > 0 && names.length < 5, `${names.length} sent`);
    assert.deepEqual(desk.shown(), await fresh(desk.page.text, FEW));
  });

  it('gives up when cancelled, and the next analysis leaves nothing stale', async () => {
    const desk = new Desk();
    desk.load(LONG);
    desk.onBreath = () => { if (desk.sent('entity').length === 5) desk.cancel(); };
    assert.equal((await desk.analyse(false, FEW)).outcome, 'cancelled');
    assert.equal(desk.sent('entity').length, 5);
    desk.onBreath = undefined;
    desk.edit(60, desk.page.text.length - 120, '');
    assert.equal((await desk.analyse(false, FEW)).outcome, 'done');
    assert.deepEqual(desk.shown(), await fresh(desk.page.text, FEW));
  });

  it('leaves nothing stale behind two analyses that were given up', async () => {
    const desk = new Desk();
    desk.load(LONG);
    for (const parts of [8, 1]) {
      desk.replies.length = 0;
      desk.onBreath = () => { if (desk.sent('entity').length === parts) desk.cancel(); };
      assert.equal((await desk.analyse(false, FEW)).outcome, 'cancelled');
    }
    desk.onBreath = undefined;
    assert.ok(desk.page.all.filter(({ layer }) => layer === 'entity').length > 1000);
    const keep = desk.page.text.indexOf('第3天');
    desk.edit(keep, desk.page.text.indexOf('第200天') - keep, '');
    desk.edit(desk.page.text.indexOf('第600天'), desk.page.text.length, '');
    assert.equal((await desk.analyse(false, FEW)).outcome, 'done');
    assert.deepEqual(desk.shown(), await fresh(desk.page.text, FEW));
  });

  it('ends an analysis when the page moves on or is closed meanwhile', async () => {
    const desk = new Desk();
    desk.load(SHORT);
    desk.onBreath = () => {
      desk.onBreath = undefined;
      desk.edit(0, 0, '新');
    };
    assert.equal((await desk.analyse()).outcome, 'cancelled');
    assert.equal((await desk.analyse()).outcome, 'done');
    assert.deepEqual(desk.shown(), await fresh(`新${SHORT}`));
    desk.onBreath = () => { desk.receive({ type: 'close', page: 'p' }); };
    assert.equal((await desk.analyse()).outcome, 'cancelled');
    assert.equal((await desk.analyse()).outcome, 'cancelled');
  });

  it('sends the other layers where the recogniser cannot be loaded, and says why it failed', async () => {
    const desk = new Desk(() => { throw new Error('no dictionary'); });
    desk.load(SHORT);
    const end = await desk.analyse();
    assert.ok(end.outcome === 'failed' && end.message.includes('no dictionary'));
    assert.ok(desk.sent('number').length > 0);
    assert.equal((await desk.analyse(false, ['number', 'duplicate'])).outcome, 'done');
  });

  it('works off what it is asked one after another', async () => {
    const desk = new Desk();
    desk.load(SHORT);
    const ends = await Promise.all([desk.analyse(), desk.analyse(), desk.analyse()]);
    assert.deepEqual(ends.map(({ outcome }) => outcome), ['done', 'done', 'done']);
    assert.deepEqual(desk.replies.flatMap((reply) => (reply.type === 'structure' || reply.type === 'end' ? [`${reply.type}${reply.id}`] : [])),
      ['structure1', 'end1', 'structure2', 'end2', 'structure3', 'end3']);
  });

  it('reads one number, line breaks inside it or not, of the kind asked for', () => {
    const desk = new Desk();
    desk.receive({ type: 'number', id: 1, text: '1.2\n万 元', kind: 'money' });
    desk.receive({ type: 'number', id: 2, text: '他说', kind: 'money' });
    const [first, second] = desk.replies;
    assert.ok(first.type === 'number' && first.kind === 'money');
    assert.deepEqual([first.fields.value, first.fields.unit], [12000, '元']);
    assert.deepEqual(second, { type: 'number', id: 2, fields: {}, kind: undefined });
  });
});
