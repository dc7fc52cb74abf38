import { strict as assert } from 'node:assert';
import { COMMAND } from '../../../src/contract';
import {
  analysed, annotateSample, annotateText, assertQuotesMatch, byId, closeAll, extensionApi, find, get, goInto, nodesUnder, pageNode,
  reference, replace, run, SAMPLE, select, type OpenPage,
} from './support';

const STORY = '4月2日，青禾镇政府拨款30万元，修渠12公里。\n\n青禾镇政府的孟广川说，水到了田里，人就有了底气。\n';

function snapshot({ session }: OpenPage): string {
  return JSON.stringify(session.annotations.all);
}

describe('Decisions', () => {
  afterEach(closeAll);

  it('the annotation at the cursor is accepted and rejected, with who and when', async () => {
    const page = await annotateText(STORY);
    const money = get(page.session, 'number', '30万元');
    await goInto(page, money);
    await run(COMMAND.accept);
    const accepted = byId(page.session, money.id);
    assert.equal(accepted.status, 'accepted');
    assert.equal(accepted.value, 300_000);
    assert.equal(new Date(accepted.at ?? '').toISOString(), accepted.at);
    await goInto(page, money);
    await run(COMMAND.reject);
    assert.equal(byId(page.session, money.id).status, 'rejected');
  });

  it('an annotation is decided by reference, as hovers and tree items name it', async () => {
    const page = await annotateText(STORY);
    const length = get(page.session, 'number', '12公里');
    await run(COMMAND.accept, reference(page.session, length));
    assert.equal(byId(page.session, length.id).status, 'accepted');
    await run(COMMAND.reject, { page: page.session.key, id: 'no such id' });
    await run(COMMAND.reject, { page: 'file:///no/such/page.txt', id: length.id });
    assert.equal(byId(page.session, length.id).status, 'accepted');
  });

  it('another label of the same layer is given and accepted at once', async () => {
    const page = await annotateText(STORY);
    const money = get(page.session, 'number', '30万元');
    await goInto(page, money);
    await run(COMMAND.labelMeasure);
    const after = byId(page.session, money.id);
    assert.deepEqual([after.label, after.status, after.start, after.end], ['measure', 'accepted', money.start, money.end]);
  });

  it('a label of another layer puts a new annotation in the place of the old', async () => {
    const page = await annotateText(STORY);
    const money = get(page.session, 'number', '30万元');
    await goInto(page, money);
    await run(COMMAND.labelWork);
    assert.equal(byId(page.session, money.id).status, 'rejected');
    const work = get(page.session, 'entity', '30万元');
    assert.deepEqual([work.label, work.status, work.origin], ['WORK', 'accepted', 'manual']);
    await run(COMMAND.undo);
    assert.equal(byId(page.session, money.id).status, 'suggested');
    assert.equal(find(page.session, 'entity', '30万元'), undefined);
  });

  it('selected words are marked by hand, without the white space at their ends', async () => {
    const page = await annotateText('水到了田里，\n人就有了底气。\n');
    const start = page.document.getText().indexOf('\n人');
    await select(page, start, start + 3);
    await run(COMMAND.labelPerson);
    const [mark] = page.session.annotations.all;
    assert.deepEqual([mark.quote, mark.label, mark.status, mark.origin], ['人就', 'PERSON', 'accepted', 'manual']);
    assert.equal(page.session.current?.id, mark.id);
    await run(COMMAND.reject, reference(page.session, mark));
    assert.equal(page.session.annotations.all.length, 0, 'a rejected mark by hand is gone');
  });

  it('a number marked by hand gets its value', async () => {
    const page = await annotateText('这一片果园归七个村管。\n');
    const text = page.document.getText();
    const existing = page.session.annotations.all.map((annotation) => reference(page.session, annotation));
    for (const one of existing) await run(COMMAND.reject, one);
    const start = text.indexOf('七');
    await select(page, start, start + 1);
    await run(COMMAND.labelCardinal);
    const seven = page.session.annotations.all.find(({ status, quote }) => status === 'accepted' && quote === '七');
    assert.equal(seven?.value, 7);
  });

  it('a mark by hand displaces the suggestions that it overlaps, and undo brings them back', async () => {
    const page = await annotateText(STORY);
    const money = get(page.session, 'number', '30万元');
    const before = snapshot(page);
    await select(page, money.start - 2, money.end);
    await run(COMMAND.labelMoney);
    assert.equal(page.session.annotations.get(money.id), undefined);
    assert.equal(get(page.session, 'number', '拨款30万元').origin, 'manual');
    await run(COMMAND.undo);
    assert.equal(snapshot(page), before);
  });

  it('the edges of an annotation move by a character and step over line breaks', async () => {
    const page = await annotateSample(SAMPLE.hardBreaks);
    const company = get(page.session, 'entity', '沅川绿禾果业发展有限公司');
    await goInto(page, company);
    const text = page.document.getText();
    await run(COMMAND.startRight);
    assert.equal(byId(page.session, company.id).quote, text.slice(company.start + 1, company.end));
    await run(COMMAND.startLeft);
    await run(COMMAND.endLeft);
    assert.equal(byId(page.session, company.id).quote, text.slice(company.start, company.end - 1));
    await run(COMMAND.endRight);
    const after = byId(page.session, company.id);
    assert.deepEqual([after.start, after.end, after.status], [company.start, company.end, 'accepted']);
    for (let moves = 0; moves < 4; moves++) await run(COMMAND.startRight); // 沅川绿禾⏎⏎果业: over the break in one step
    assert.equal(byId(page.session, company.id).quote.replace(/\s/gu, ''), '果业发展有限公司');
    assertQuotesMatch(page);
    for (let moves = 0; moves < 8; moves++) await run(COMMAND.undo);
    assert.deepEqual(byId(page.session, company.id), company);
  });

  it('an edge does not move past the other or run into another decision', async () => {
    const page = await annotateText('甲乙丙丁。\n');
    await select(page, 0, 2);
    await run(COMMAND.labelPerson);
    await select(page, 2, 4);
    await run(COMMAND.labelPlace);
    const [first, second] = page.session.annotations.all;
    await goInto(page, second);
    page.session.setCurrent(second.id);
    await run(COMMAND.startLeft);
    assert.equal(byId(page.session, second.id).start, 2);
    page.session.setCurrent(first.id);
    await run(COMMAND.startLeft);
    assert.equal(byId(page.session, first.id).start, 0);
    page.session.setCurrent(second.id);
    await run(COMMAND.startRight);
    await run(COMMAND.startRight);
    assert.deepEqual([byId(page.session, second.id).start, byId(page.session, second.id).end], [3, 4]);
  });

  it('undo and redo go any number of steps, back and forth', async () => {
    const page = await annotateSample(SAMPLE.county);
    const states = [snapshot(page)];
    const decisions = page.session.annotations.all.filter(({ layer }) => layer === 'number').slice(0, 12);
    for (const [index, annotation] of decisions.entries()) {
      await run(index % 3 === 0 ? COMMAND.reject : COMMAND.accept, reference(page.session, annotation));
      states.push(snapshot(page));
    }
    for (let index = states.length - 2; index >= 0; index--) {
      await run(COMMAND.undo);
      assert.equal(snapshot(page), states[index]);
    }
    await run(COMMAND.undo);
    assert.equal(snapshot(page), states[0]);
    for (let index = 1; index < states.length; index++) {
      await run(COMMAND.redo);
      assert.equal(snapshot(page), states[index]);
    }
    await run(COMMAND.redo);
    assert.equal(snapshot(page), states[states.length - 1]);
  });

  it('undo after typing takes the decision back where the words are now', async () => {
    const page = await annotateText(STORY);
    const money = get(page.session, 'number', '30万元');
    await run(COMMAND.accept, reference(page.session, money));
    await replace(page, 0, 0, '本报讯　');
    await analysed(page.session);
    await run(COMMAND.undo);
    const after = byId(page.session, money.id);
    assert.deepEqual([after.status, after.start], ['suggested', money.start + 4]);
    assertQuotesMatch(page);
  });

  it('a bulk decision on a node of the tree is one step and leaves what is decided', async () => {
    const api = await extensionApi();
    const page = await annotateSample(SAMPLE.county);
    const rejected = get(page.session, 'number', '17个');
    await run(COMMAND.reject, reference(page.session, rejected));
    const before = snapshot(page);
    const numbers = nodesUnder(api, pageNode(api, page.session)).find((node) => node.kind === 'layer' && node.layer === 'number');
    await run(COMMAND.acceptAll, numbers);
    for (const { id, layer, status } of page.session.annotations.all) {
      assert.equal(status, layer !== 'number' ? 'suggested' : id === rejected.id ? 'rejected' : 'accepted');
    }
    await run(COMMAND.undo);
    assert.equal(snapshot(page), before);
    const labels = nodesUnder(api, pageNode(api, page.session)).filter((node) => node.kind === 'label' && node.label === 'money');
    await run(COMMAND.rejectAll, labels[0], labels);
    assert.ok(page.session.annotations.all.every(({ id, label, status }) => (label === 'money' || id === rejected.id) === (status === 'rejected')));
  });

  it('a decision on one copy counts for its whole group, and the copies are gone through in turn', async () => {
    const page = await annotateSample(SAMPLE.copies);
    const [first] = page.session.annotations.all.filter(({ layer }) => layer === 'duplicate');
    const group = page.session.annotations.all.filter(({ group: other }) => other === first.group);
    for (const [index] of group.entries()) {
      await run(COMMAND.nextCopy, reference(page.session, group[index]));
      assert.equal(page.session.current?.id, group[(index + 1) % group.length].id);
    }
    await run(COMMAND.accept, reference(page.session, first));
    assert.ok(group.every(({ id }) => byId(page.session, id).status === 'accepted'));
    await run(COMMAND.undo);
    assert.ok(group.every(({ id }) => byId(page.session, id).status === 'suggested'));
  });

  it('the analysis leaves decisions alone', async () => {
    const page = await annotateSample(SAMPLE.county);
    const [first, second] = page.session.annotations.all.filter(({ layer }) => layer === 'entity');
    await run(COMMAND.reject, reference(page.session, first));
    await goInto(page, second);
    await run(COMMAND.labelWork);
    const before = snapshot(page);
    await run(COMMAND.restartAnalysis);
    await analysed(page.session);
    assert.equal(snapshot(page), before);
  });
});
