import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { COMMAND } from '../../../src/contract';
import type { ExtensionApi } from '../../../src/extension';
import { TESTS_BEGIN, TESTS_END } from '../../host/markers';
import { EXTENSION, analysed, run as command, until } from '../../host/suite/support';
import { PLACES, annotatedPage } from './annotatedPage';
import { LoopWatch } from './loopWatch';

const PAGES = 2000;
const BLOCK_BAR_MS = 50;
/** Lets what a step left behind happen before it is measured up. */
const REST_MS = 1000;

/** Opening the Corpus view on 2,000 pages, and what is done with them: what `npm run bench -- corpusHost` prints. */
export async function run(): Promise<void> {
  console.log(TESTS_BEGIN);
  try {
    const folder = join(vscode.workspace.workspaceFolders![0].uri.fsPath, 'corpus');
    await mkdir(folder);
    for (let index = 0; index < PAGES; index++) {
      const { text, sidecar } = annotatedPage(index);
      await Promise.all([writeFile(join(folder, `${index}.txt`), text), writeFile(join(folder, `${index}.txt.ann.json`), sidecar)]);
    }
    await rest(); // VS Code is told of the files, too
    const extension = vscode.extensions.getExtension<ExtensionApi>(EXTENSION);
    if (!extension) throw new Error(`${EXTENSION} is not among the extensions`);
    await new CorpusBench(await extension.activate(), join(folder, '0.txt')).steps();
  } finally {
    console.log(TESTS_END);
  }
}

class CorpusBench {
  private readonly watch = new LoopWatch();

  constructor(private readonly api: ExtensionApi, private readonly page: string) {}

  async steps(): Promise<void> {
    const { corpusPages, corpusTree, entities } = this.api;
    console.log(`${PAGES} pages; longest block of the event loop, bar ${BLOCK_BAR_MS} ms`);
    this.watch.start();
    try {
      await this.step('open the Corpus view, until all are read', async () => {
        const started = performance.now();
        const since = (): string => `${(performance.now() - started).toFixed(0)} ms`;
        const counted = until(() => corpusPages.states.size > 0 && since(), (listener) => corpusPages.onDidChange(listener));
        const listed = until(() => corpusPages.paths.length > 0 && since(), (listener) => corpusPages.onDidChange(listener));
        await vscode.commands.executeCommand('newsAnnotator.corpus.focus');
        console.log(`  pages listed after ${await listed}, first counts after ${await counted}; bar 1000 ms`);
        await corpusPages.whenRead();
      });
      await this.step('sort by what is open, filter, and back', () => {
        corpusTree.arrange({ order: 'open' });
        corpusTree.arrange({ show: 'todo', words: '9' });
        corpusTree.arrange({ order: 'name', show: 'all', words: '' });
        return rest();
      });
      await this.step('open the Entities view', async () => {
        const shown = until(() => entities.view.visible, (listener) => entities.view.onDidChangeVisibility(listener));
        await vscode.commands.executeCommand('newsAnnotator.entities.focus');
        await shown;
      });
      await this.step('search for symbols', () => vscode.commands.executeCommand('vscode.executeWorkspaceSymbolProvider', '渠道'));
      const document = await vscode.workspace.openTextDocument(this.page);
      const editor = await vscode.window.showTextDocument(document);
      await this.step('annotate one page', async () => {
        await command(COMMAND.annotatePage);
        await analysed(this.api.pages.of(document)!);
      });
      await this.step('all references of a name', () => {
        editor.selection = new vscode.Selection(document.positionAt(document.getText().indexOf(PLACES[0])), document.positionAt(document.getText().indexOf(PLACES[0])));
        return vscode.commands.executeCommand('vscode.executeReferenceProvider', document.uri, editor.selection.active);
      });
      await this.step('20 decisions with the views open', async () => {
        await command(COMMAND.startReview);
        for (let count = 0; count < 20; count++) await command(COMMAND.accept);
        await this.api.pages.of(document)!.flush();
      });
      await this.step('read the corpus again', async () => {
        await command(COMMAND.refreshCorpus);
        await corpusPages.whenRead();
      });
    } finally {
      this.watch.stop();
    }
  }

  private async step(name: string, work: () => Thenable<unknown>): Promise<void> {
    this.watch.take();
    const started = performance.now();
    await work();
    const took = performance.now() - started;
    await rest();
    const { wall, own } = this.watch.take();
    const verdict = (own ?? wall) > BLOCK_BAR_MS ? '  OVER THE BAR' : '';
    console.log(`  ${name.padEnd(42)} ${wall.toFixed(0).padStart(5)} ms${own === undefined ? '' : `, of its own work ${own.toFixed(0).padStart(4)} ms`}   (step ${(took / 1000).toFixed(2)} s)${verdict}`);
  }
}

function rest(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, REST_MS));
}
