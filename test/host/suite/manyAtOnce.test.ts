import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { COMMAND, type CommandId } from '../../../src/contract';
import { annotateText, byId, closeAll, extensionApi, get, goInto, reference, run, select } from './support';

/** Runs a command that asks with a list, and presses Enter in the list until the command has ended. */
async function runAndAccept(command: CommandId, ...args: unknown[]): Promise<void> {
  let ended = false;
  const isEnded = (): boolean => ended;
  const running = run(command, ...args).finally(() => { ended = true; });
  while (!isEnded()) await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
  await running;
}

function statuses(page: { session: { annotations: { all: readonly { quote: string; status: string; label: string }[] } } }, words: string): string[] {
  return page.session.annotations.all.filter(({ quote }) => quote.replace(/\s/gu, '') === words).map(({ label, status }) => `${label} ${status}`);
}

describe('Many decisions at once', () => {
  afterEach(closeAll);

  it('all occurrences, across line breaks and on the other open page, get the label with two keys, and one undo takes all back', async () => {
    const other = await annotateText('枇杷下了山，又一批枇\n杷上了车。\n');
    const page = await annotateText('枇杷熟了。村里人说，枇\n\n杷今年好；卖枇杷的来了。\n');
    await run(COMMAND.startReview);
    await select(page, 0, 2);
    await run(COMMAND.labelWork);
    await runAndAccept(COMMAND.allOccurrences);
    assert.deepEqual(statuses(page, '枇杷'), ['WORK accepted', 'WORK accepted', 'WORK accepted']);
    assert.deepEqual(statuses(other, '枇杷'), ['WORK accepted', 'WORK accepted']);
    await run(COMMAND.undo);
    assert.deepEqual(statuses(page, '枇杷'), ['WORK accepted']);
    assert.deepEqual(statuses(other, '枇杷'), []);
    await run(COMMAND.redo);
    assert.deepEqual(statuses(other, '枇杷'), ['WORK accepted', 'WORK accepted']);
  });

  it('words inside a longer name and words marked otherwise are left unless they are checked', async () => {
    const page = await annotateText('枇杷熟了。枇杷节开幕，枇杷节上有人唱歌，枇杷也卖了。\n');
    const text = page.document.getText();
    const festival = text.indexOf('枇杷节');
    await select(page, festival, festival + 3);
    await run(COMMAND.labelWork);
    await select(page, 0, 2);
    await run(COMMAND.labelPlace);
    await runAndAccept(COMMAND.allOccurrences);
    assert.deepEqual(statuses(page, '枇杷'), ['PLACE accepted', 'PLACE accepted']);
    assert.deepEqual(statuses(page, '枇杷节'), ['WORK accepted']);
  });

  it('from a rejected suggestion the same suggestions are rejected', async () => {
    const page = await annotateText('先付30万元，再付30万元，余下5万元。\n');
    const [first] = page.session.annotations.all.filter(({ quote }) => quote === '30万元');
    await run(COMMAND.reject, reference(page.session, first));
    await goInto(page, first);
    await runAndAccept(COMMAND.allOccurrences, reference(page.session, first));
    assert.deepEqual(statuses(page, '30万元'), ['money rejected', 'money rejected']);
    assert.deepEqual(statuses(page, '5万元'), ['money suggested']);
  });

  it('a filter decides many on all open pages, and one undo takes all back', async () => {
    const { tree } = await extensionApi();
    const other = await annotateText('先付30万元，余下5万元。\n');
    const page = await annotateText('又付40万元，修渠12公里。\n');
    tree.filter.words = 'label:money value>=200000';
    const running = run(COMMAND.decideMany);
    await vscode.commands.executeCommand('workbench.action.quickOpenSelectPrevious'); // from the first line to the last: on all open pages
    await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    await new Promise((resolve) => setTimeout(resolve)); // VS Code sends new lines from a timer that was started before
    await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    await running;
    assert.deepEqual(['30万元', '5万元'].map((words) => get(other.session, 'number', words).status), ['accepted', 'suggested']);
    assert.deepEqual(['40万元', '12公里'].map((words) => get(page.session, 'number', words).status), ['accepted', 'suggested']);
    await run(COMMAND.undo);
    assert.equal(get(other.session, 'number', '30万元').status, 'suggested');
    assert.equal(get(page.session, 'number', '40万元').status, 'suggested');
  });

  it('a filter decides many in one step, of those that are open', async () => {
    const { tree } = await extensionApi();
    const page = await annotateText('先付30万元，再付20万元，余下5万元，修渠12公里。\n');
    const done = get(page.session, 'number', '5万元');
    await run(COMMAND.reject, reference(page.session, done));
    tree.filter.words = 'label:money value>=200000';
    await runAndAccept(COMMAND.decideMany);
    assert.deepEqual(['30万元', '20万元', '5万元', '12公里'].map((words) => get(page.session, 'number', words).status), ['accepted', 'accepted', 'rejected', 'suggested']);
    await run(COMMAND.undo);
    assert.equal(get(page.session, 'number', '30万元').status, 'suggested');
    assert.equal(byId(page.session, done.id).status, 'rejected');
  });
});
