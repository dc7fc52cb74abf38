import assert from 'node:assert/strict';
import type { LabelledSpan } from '../../../src/entities/entity';
import { Gate } from '../../../src/entities/gate';
import { Lexicon } from '../../../src/entities/lexicon';
import { TextView } from '../../../src/entities/textView';
import { GateTrainer } from '../../../src/entities/training/trainGate';
import { stubSegmenter } from './segmenterStub';

const segmenter = stubSegmenter({ 今天: 't', 天气: 'n', 很好: 'a', 万小舟: 'nr', 李满仓: 'nr', 和: 'c', 说: 'v' });
const view = new TextView(new Lexicon({ surname: ['万', '李'] }), segmenter);
const names = (text: string, ...found: readonly string[]): LabelledSpan[] =>
  found.map((name) => ({ start: text.indexOf(name), end: text.indexOf(name) + name.length, label: 'PERSON' }));

/** The text with a dot for each character that is shut out. */
function open(gate: Gate, text: string, known: readonly LabelledSpan[] = []): string {
  view.fill(text, 'body', known);
  gate.apply(view);
  return [...text].map((character, at) => (view.plain[at] === 1 ? '.' : character)).join('');
}

function trained(threshold: number): Gate {
  const trainer = new GateTrainer();
  for (let round = 0; round < 20; round += 1) {
    for (const [text, ...found] of [['今天天气很好', ''], ['今天万小舟说天气很好', '万小舟'], ['李满仓说很好', '李满仓']] as const) {
      view.fill(text, 'body', []);
      trainer.learn(view, names(text, ...found.filter((name) => name !== '')));
    }
  }
  return trainer.finish(threshold);
}

describe('the gate', () => {
  it('shuts out words that are no names, and lets names pass', () => {
    assert.equal(open(trained(0), '李满仓说天气很好'), '李满仓.....');
  });

  it('shuts out nothing without a threshold', () => {
    assert.equal(open(new Gate(), '今天天气很好'), '今天天气很好');
  });

  it('keeps a word between two that may be names', () => {
    const gate = trained(0);
    view.fill('李满仓说万小舟', 'body', []);
    assert.ok(gate.sum(view, 1) < 0);
    assert.equal(open(gate, '李满仓说万小舟'), '李满仓说万小舟');
  });

  it('lets known names pass', () => {
    assert.equal(open(trained(0), '今天天气很好', names('今天天气很好', '天气')), '..天气..');
  });
});
