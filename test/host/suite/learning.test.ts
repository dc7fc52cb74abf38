import { strict as assert } from 'node:assert';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { COMMAND, PREFIX, SETTING } from '../../../src/contract';
import type { ExtensionApi } from '../../../src/extension';
import type { LexiconStore } from '../../../src/learning/lexiconStore';
import { Answers } from './answers';
import { analysed, annotateText, byId, closeAll, extensionApi, find, goInto, pageUntil, run, select, until, type OpenPage } from './support';

/** Words that no model takes for a name. */
const NAME = '那三棵树';
const FIRST = `昨天${NAME}停电，大家都早早回家了。\n`;
const LATER = `${NAME}的灯亮了，人们又出门了。\n`;

async function set(name: string, value: unknown): Promise<void> {
  await vscode.workspace.getConfiguration(PREFIX).update(name, value, vscode.ConfigurationTarget.Global);
}

function folder(): vscode.Uri {
  const [first] = vscode.workspace.workspaceFolders ?? [];
  return first.uri;
}

const lexiconPath = (): string => join(folder().fsPath, '.news-annotator', 'lexicon.json');
const lexiconText = (): Promise<string> => readFile(lexiconPath(), 'utf8');

/** Marks words by hand and waits until the decision has been taken in. */
async function mark(api: ExtensionApi, page: OpenPage, words: string, command: typeof COMMAND.labelPlace | typeof COMMAND.labelPerson = COMMAND.labelPlace): Promise<void> {
  const start = page.document.getText().indexOf(words);
  await select(page, start, start + words.length);
  await run(command);
  await api.learning.follower.settled();
}

function suggested(page: OpenPage, words: string): string | undefined {
  const annotation = find(page.session, 'entity', words);
  return annotation?.status === 'suggested' ? annotation.label : undefined;
}

function storeOf(api: ExtensionApi): LexiconStore {
  const store = api.learning.lexicons.of(folder());
  assert.ok(store);
  return store;
}

const storeUntil = (store: LexiconStore, look: () => boolean): Promise<unknown> => until(look, (listener) => store.onDidChange(listener));

describe('The lexicon', () => {
  let api: ExtensionApi;
  beforeEach(async () => {
    api = await extensionApi();
    await rm(dirname(lexiconPath()), { recursive: true, force: true });
    await set(SETTING.rememberNames, true);
  });
  afterEach(async () => {
    await closeAll();
    const store = storeOf(api);
    store.change({ removedNames: [...store.content.names.keys()], removedRejections: [...store.content.rejected.keys()] });
    await store.flush();
    await set(SETTING.rememberNames, false); // as the profile of the tests has it
  });

  it('makes a name that was marked known at once on the other open page, on later ones, and on disk', async () => {
    const other = await annotateText(LATER);
    assert.equal(suggested(other, NAME), undefined, 'known already');
    const page = await annotateText(FIRST);
    await mark(api, page, NAME);
    await pageUntil(other.session, () => suggested(other, NAME) === 'PLACE');
    await api.learning.lexicons.flush();
    assert.match(await lexiconText(), new RegExp(`^ {4}\\{ "name": "${NAME}", "label": "PLACE" \\}$`, 'm'));
    const later = await annotateText(`今年${NAME}下了雪。\n`);
    await pageUntil(later.session, () => suggested(later, NAME) === 'PLACE');
  });

  it('forgets a name when its decision is undone', async () => {
    const other = await annotateText(LATER);
    const page = await annotateText(FIRST);
    await mark(api, page, NAME);
    await pageUntil(other.session, () => suggested(other, NAME) === 'PLACE');
    await run(COMMAND.undo);
    await pageUntil(other.session, () => suggested(other, NAME) === undefined);
    assert.equal(storeOf(api).content.names.size, 0);
  });

  it('keeps a rejected name quiet in the same context, and only there', async () => {
    const store = storeOf(api);
    store.change({ names: [{ name: NAME, label: 'PLACE' }] });
    const page = await annotateText(FIRST);
    await pageUntil(page.session, () => suggested(page, NAME) === 'PLACE');
    const annotation = find(page.session, 'entity', NAME);
    assert.ok(annotation);
    await goInto(page, annotation);
    await run(COMMAND.reject);
    await api.learning.follower.settled();
    const same = await annotateText(`${FIRST}可是${NAME}今天又有电了。\n`);
    await pageUntil(same.session, () => same.session.annotations.all.filter(({ quote }) => quote === NAME).length === 1);
    const [left] = same.session.annotations.all.filter(({ quote }) => quote === NAME);
    assert.ok(left.start > FIRST.length, 'the rejected one is suggested again');
    assert.equal(byId(page.session, annotation.id).status, 'rejected');
  });

  it('follows its file when it is edited by hand, and merges with it', async () => {
    const page = await annotateText(LATER);
    const store = storeOf(api);
    await mkdir(dirname(lexiconPath()), { recursive: true });
    await writeFile(lexiconPath(), JSON.stringify({ format: 1, names: [{ name: NAME, label: 'ORG', note: '手记' }] }));
    await store.sync();
    await pageUntil(page.session, () => suggested(page, NAME) === 'ORG');
    store.change({ names: [{ name: '石坎村', label: 'PLACE' }] });
    await store.flush();
    assert.deepEqual((await lexiconText()).split('\n').filter((line) => line.includes('"name"')), [
      '    { "name": "石坎村", "label": "PLACE" },', `    { "name": "${NAME}", "label": "ORG", "note": "手记" }`,
    ]);
  });

  it('is never written over while it is broken, and takes what was decided when it is mended', async () => {
    const page = await annotateText(FIRST);
    const store = storeOf(api);
    const broken = '{ "format": 1, "names": [ }';
    await mkdir(dirname(lexiconPath()), { recursive: true });
    await writeFile(lexiconPath(), broken);
    await mark(api, page, NAME);
    await store.flush();
    assert.equal(await lexiconText(), broken);
    assert.ok(store.content.names.has(NAME));
    await writeFile(lexiconPath(), '{ "format": 1, "names": [{ "name": "石坎村", "label": "PLACE" }] }');
    await storeUntil(store, () => store.content.names.has('石坎村')); // the watcher saw it
    await store.flush();
    assert.deepEqual([...(await lexiconText()).matchAll(/"name": "(.+?)"/g)].map(([, name]) => name), ['石坎村', NAME]);
  });

  it('is opened as a file, made where there is none', async () => {
    await annotateText(LATER);
    await run(COMMAND.openLexicon);
    assert.equal(vscode.window.activeTextEditor?.document.uri.fsPath, lexiconPath());
    assert.equal(JSON.parse(await lexiconText()).format, 1); // eslint-disable-line @typescript-eslint/no-unsafe-member-access -- JSON
  });

  it('forgets the name of an annotation on request', async () => {
    const page = await annotateText(FIRST);
    await mark(api, page, NAME);
    assert.ok(storeOf(api).content.names.has(NAME));
    const annotation = find(page.session, 'entity', NAME);
    await run(COMMAND.removeFromLexicon, { page: page.session.key, id: annotation?.id });
    assert.ok(!storeOf(api).content.names.has(NAME));
  });

  describe('takes in a word list', () => {
    let answers: Answers | undefined;
    const list = (): vscode.Uri => vscode.Uri.file(join(folder().fsPath, '..', 'names.txt'));
    /** @param press the button that is pressed at a question */
    const answering = (press: string | undefined): Answers => (answers = new Answers(({ buttons }) => buttons.find((button) => button === press)));
    afterEach(async () => {
      answers?.dispose();
      await rm(list().fsPath, { force: true });
    });

    it('from a file that is chosen, with its labels or one for all, after a look at it', async () => {
      const page = await annotateText(LATER);
      const store = storeOf(api);
      store.change({ names: [{ name: '石坎村', label: 'ORG' }] });
      await writeFile(list().fsPath, `# 地名\n${NAME}\n石坎村\t地名\n孟\n`);
      const asked = answering('Import');
      const opened = asked.open(list());
      asked.pick((items) => items.find(({ label }) => label === 'Place'));
      await run(COMMAND.importWordList);
      assert.equal(opened.length, 1);
      const question = asked.shown.find(({ buttons }) => buttons.includes('Import'));
      assert.match(question?.text ?? '', /^Import 2 names from names\.txt \(/u);
      assert.match(question?.detail ?? '', /1 new, 1 with another label than now, 0 known already/u);
      assert.match(question?.detail ?? '', /1 lines hold no name and are left out: 4/u);
      assert.deepEqual([...store.content.names.values()].map(({ name, label }) => `${name} ${label}`).sort(), ['石坎村 PLACE', `${NAME} PLACE`].sort());
      assert.match(await lexiconText(), new RegExp(NAME, 'u'));
      await pageUntil(page.session, () => suggested(page, NAME) === 'PLACE');
    });

    it('which is taken back with one button', async () => {
      const store = storeOf(api);
      store.change({ names: [{ name: '石坎村', label: 'ORG' }] });
      await writeFile(list().fsPath, `${NAME}\tPLACE\n石坎村\tPLACE\n`);
      const asked = new Answers(({ buttons }) => buttons.find((button) => button === 'Import' || button === 'Undo'));
      answers = asked;
      const undone = storeUntil(store, () => asked.shown.some(({ buttons }) => buttons.includes('Undo')) && !store.content.names.has(NAME));
      await run(COMMAND.importWordList, list()); // as from the Explorer
      await undone;
      assert.equal(store.content.names.get('石坎村')?.label, 'ORG');
    });

    it('and changes nothing where it is not wanted, or where there are no names', async () => {
      const store = storeOf(api);
      await writeFile(list().fsPath, `${NAME}\tPLACE\n`);
      const asked = answering(undefined);
      asked.open(undefined);
      await run(COMMAND.importWordList); // no file is chosen
      assert.equal(asked.shown.length, 0);
      asked.open(list());
      await run(COMMAND.importWordList); // the question is closed
      assert.equal(asked.shown.length, 1);
      await writeFile(list().fsPath, '# 空\n孟\n');
      await run(COMMAND.importWordList);
      await asked.message(/names\.txt holds no names/u);
      await writeFile(list().fsPath, Buffer.from([0x00, 0xff, 0xfe, 0x00, 0x80, 0x00, 0xff]));
      await run(COMMAND.importWordList);
      await asked.message(/is no text in an encoding that is known/u);
      await rm(list().fsPath);
      await run(COMMAND.importWordList);
      await asked.message(/cannot be read/u);
      assert.equal(store.content.names.size, 0);
    });
  });

  it('knows names of pages outside the folders of the workspace for the window', async () => {
    const page = await annotateText(FIRST);
    const outside = vscode.Uri.file(join(folder().fsPath, '..', 'outside.txt'));
    await writeFile(outside.fsPath, FIRST);
    await vscode.window.showTextDocument(outside);
    await run(COMMAND.annotatePage);
    const session = api.pages.of({ uri: outside });
    assert.ok(session && vscode.window.activeTextEditor);
    await analysed(session);
    await mark(api, { uri: outside, document: session.document, editor: vscode.window.activeTextEditor, session }, NAME, COMMAND.labelPerson);
    const store = api.learning.lexicons.of(outside);
    assert.deepEqual([store?.uri, store?.content.names.get(NAME)?.label], [undefined, 'PERSON']);
    assert.equal(suggested(page, NAME), undefined);
    store?.change({ removedNames: [NAME] });
  });

  it('remembers nothing when it is turned off', async () => {
    await set(SETTING.rememberNames, false);
    const page = await annotateText(FIRST);
    await mark(api, page, NAME);
    await set(SETTING.rememberNames, true);
    assert.equal(storeOf(api).content.names.size, 0);
  });
});

describe('The model of the workspace', () => {
  let api: ExtensionApi;
  beforeEach(async () => {
    api = await extensionApi();
    await set(SETTING.learnFromDecisions, true);
  });
  afterEach(async () => {
    await closeAll();
    await api.learning.models.reset();
    await set(SETTING.learnFromDecisions, false);
  });

  async function weights(): Promise<number> {
    return (await api.analysis.learnedModel())?.weights.length ?? 0;
  }

  it('learns from a paragraph that is decided as a whole, and loses nothing with the process', async () => {
    const page = await annotateText(FIRST);
    const untaught = await weights();
    await mark(api, page, NAME);
    assert.ok(find(page.session, 'entity', NAME));
    assert.equal(api.learning.models.pending, 1);
    const taught = await weights();
    assert.ok(taught > untaught, 'nothing was learned');
    const { processId } = api.analysis;
    assert.ok(processId);
    process.kill(processId, 'SIGKILL');
    page.session.analyseAgain();
    await pageUntil(page.session, () => page.session.analysis === 'done' && api.analysis.processId !== undefined && api.analysis.processId !== processId);
    assert.equal(await weights(), taught, 'the lesson was not learned again');
    await api.learning.models.flush();
    assert.equal(api.learning.models.pending, 0);
    api.analysis.restart();
    const next = await annotateText(LATER);
    assert.equal(await weights(), taught, 'the weights were not given on');
    assert.equal(find(next.session, 'entity', NAME)?.status ?? 'suggested', 'suggested');
  });

  it('is used no more when learning is turned off, and again when it is on', async () => {
    const page = await annotateText(FIRST);
    const untaught = await weights();
    await mark(api, page, NAME);
    const taught = await weights();
    await set(SETTING.learnFromDecisions, false);
    assert.equal(await weights(), untaught);
    await set(SETTING.learnFromDecisions, true);
    assert.equal(await weights(), taught);
    await api.learning.models.reset();
    assert.equal(await weights(), untaught);
  });
});

describe('Places', () => {
  afterEach(async () => {
    await closeAll();
    await set(SETTING.joinPlaces, undefined);
  });

  it('that are written together are one, or each by itself where the setting says so', async () => {
    const page = await annotateText('客人从四川省成都市来到这里。\n');
    await pageUntil(page.session, () => find(page.session, 'entity', '四川省成都市'));
    await set(SETTING.joinPlaces, false);
    await pageUntil(page.session, () => find(page.session, 'entity', '四川省') && find(page.session, 'entity', '成都市'));
    assert.equal(find(page.session, 'entity', '四川省成都市'), undefined);
  });
});
