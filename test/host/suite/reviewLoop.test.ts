import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { COMMAND } from '../../../src/contract';
import {
  annotateSample, annotateText, assertQuotesMatch, byId, closeAll, extensionApi, get, goInto, run, SAMPLE, select, type OpenPage,
} from './support';

const STORY = '青禾镇拨款30万元，\n修渠12公里，栽树400棵。青禾镇的枇杷熟了。\n';

function current({ session }: OpenPage): string {
  assert.ok(session.current, 'nothing is framed');
  return session.current.id;
}

describe('The review loop', () => {
  afterEach(closeAll);

  it('moves edges by words as the segmenter cuts them, over line breaks, one undo a move', async () => {
    const page = await annotateSample(SAMPLE.hardBreaks);
    const company = get(page.session, 'entity', '沅川绿禾果业发展有限公司');
    await goInto(page, company);
    const words = (): string => byId(page.session, company.id).quote.replace(/\s/gu, '');
    await run(COMMAND.endWordLeft);
    const shorter = words();
    assert.ok('沅川绿禾果业发展有限公司'.startsWith(shorter) && shorter.length < 12 && shorter.length > 0, shorter);
    await run(COMMAND.endWordRight);
    assert.equal(words(), '沅川绿禾果业发展有限公司');
    await run(COMMAND.startWordRight);
    assert.ok('沅川绿禾果业发展有限公司'.endsWith(words()) && words().length < 12, words());
    await run(COMMAND.startWordLeft);
    assert.equal(words(), '沅川绿禾果业发展有限公司');
    assertQuotesMatch(page);
    for (let moves = 0; moves < 4; moves++) await run(COMMAND.undo);
    assert.deepEqual(byId(page.session, company.id), company);
  });

  it('an edge inside a word goes to its end', async () => {
    const page = await annotateText('今年春天，枇杷熟了，村民忙着采摘。\n');
    const start = page.document.getText().indexOf('枇杷');
    await select(page, start, start + 1);
    await run(COMMAND.labelWork);
    await run(COMMAND.wholeWords);
    assert.equal(page.session.current?.quote, '枇杷');
  });

  it('a digit marks the word at the cursor where nothing is marked', async () => {
    const page = await annotateText('今年春天，枇杷熟了，村民忙着采摘。\n');
    await run(COMMAND.startReview);
    const start = page.document.getText().indexOf('枇杷');
    await select(page, start + 1, start + 1);
    await run(COMMAND.labelWork);
    const mark = get(page.session, 'entity', '枇杷');
    assert.deepEqual([mark.label, mark.origin, mark.status], ['WORK', 'manual', 'accepted']);
    assert.equal(current(page), mark.id);
  });

  it('passes through nested annotations one by one and says what stands inside what', async () => {
    const page = await annotateText('他在青禾镇政府门前等人。\n');
    const text = page.document.getText();
    for (const annotation of page.session.annotations.all) await run(COMMAND.reject, { page: page.session.key, id: annotation.id });
    const start = text.indexOf('青禾');
    await select(page, start, start + 5);
    await run(COMMAND.labelCardinal); // another layer, so that both can stay
    await select(page, start, start + 3);
    await run(COMMAND.labelPlace);
    const outer = get(page.session, 'number', '青禾镇政府');
    const inner = page.session.annotations.all.find((one) => one.quote === '青禾镇' && one.status === 'accepted');
    assert.ok(inner);
    await select(page, 0, 0);
    page.session.setCurrent(undefined);
    await run(COMMAND.nextAny);
    assert.equal(current(page), outer.id);
    await run(COMMAND.nextAny);
    assert.equal(current(page), inner.id);
    await run(COMMAND.previousAny);
    assert.equal(current(page), outer.id);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', page.uri, page.document.positionAt(start + 1));
    const told = hovers.flatMap(({ contents }) => contents.map((content) => (typeof content === 'string' ? content : content.value)));
    assert.ok(told.some((words) => /inside.*青禾镇政府/u.test(words)), told.join('\n'));
  });

  it('the hover of a name tells its full name and all its mentions, with links to them', async () => {
    const text = '渠首合作社昨天开会。\n\n县里来人看了渠首。\n\n渠首今年丰收。\n';
    const page = await annotateText(text);
    for (const annotation of page.session.annotations.all) await run(COMMAND.reject, { page: page.session.key, id: annotation.id });
    const start = text.lastIndexOf('渠首');
    page.session.annotations.decide('', [text.indexOf('渠首合作社'), text.indexOf('渠首。'), start].map((at, index) => {
      const end = at + (index === 0 ? 5 : 2);
      const quote = text.slice(at, end);
      return [`n${index}`, {
        id: `n${index}`, layer: 'entity', label: 'ORG', start: at, end, quote, status: 'accepted', origin: 'manual', ...(index === 0 ? {} : { link: '渠首合作社' }),
      }];
    }));
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', page.uri, page.document.positionAt(start));
    const told = hovers.flatMap(({ contents }) => contents.map((content) => (typeof content === 'string' ? content : content.value))).join('\n').replaceAll('&nbsp;', ' ');
    assert.match(told, /Short for 渠首合作社/u);
    assert.match(told, /3 mentions on this page: \[line 1 渠首合作社\]\(command:\S+\) · \[line 3\]\(command:\S+\) · \*\*line 5\*\*/u);
  });

  it('keys that come faster than VS Code tells of the cursor do not make the frame jump back', async () => {
    const page = await annotateSample(SAMPLE.county);
    await select(page, 0, 0);
    await run(COMMAND.startReview);
    const open = page.session.annotations.all.map(({ id }) => id);
    const first = open.indexOf(current(page));
    await Promise.all(Array.from({ length: 12 }, () => run(COMMAND.accept)));
    await run(COMMAND.next);
    await run(COMMAND.previous);
    assert.deepEqual(page.session.annotations.all.filter(({ status }) => status === 'accepted').map(({ id }) => id), open.slice(first, first + 12));
    assert.equal(current(page), open[first + 12]);
  });

  it('goes in the order of the review view and keeps to what its filter lets through', async () => {
    const api = await extensionApi();
    const page = await annotateText(STORY);
    await select(page, 0, 0);
    api.tree.filter.words = 'layer:number';
    api.tree.filter.order = 'value';
    await run(COMMAND.startReview);
    const numbers = ['12公里', '400棵', '30万元'].map((words) => get(page.session, 'number', words).id);
    assert.equal(current(page), numbers[0]);
    await run(COMMAND.accept);
    assert.equal(current(page), numbers[1]);
    await run(COMMAND.reject);
    assert.equal(current(page), numbers[2]);
    await run(COMMAND.accept);
    assert.equal(page.session.current, undefined);
    assert.ok(page.session.annotations.all.every(({ layer, status }) => layer === 'number' || status === 'suggested'));
  });

  it('takes a decision back, whenever it was made', async () => {
    const page = await annotateText(STORY);
    const money = get(page.session, 'number', '30万元');
    await run(COMMAND.accept, { page: page.session.key, id: money.id });
    await run(COMMAND.reject, { page: page.session.key, id: get(page.session, 'number', '12公里').id });
    await goInto(page, money);
    await run(COMMAND.reopen);
    assert.deepEqual(byId(page.session, money.id), money);
    await run(COMMAND.undo);
    assert.equal(byId(page.session, money.id).status, 'accepted');
  });
});
