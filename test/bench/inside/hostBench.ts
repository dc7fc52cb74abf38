import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { COMMAND } from '../../../src/contract';
import { isVisible } from '../../../src/annotations/progress';
import type { Drawing } from '../../../src/editor/marks';
import type { ExtensionApi } from '../../../src/extension';
import type { PageSession } from '../../../src/review/pageSession';
import { TESTS_BEGIN, TESTS_END } from '../../host/markers';
import { EXTENSION, analysed, run as command, until } from '../../host/suite/support';
import { LoopWatch } from './loopWatch';
import { largePage, longLine, realPage } from './pages';

/** The folder of the checkout, given by `test/bench/host.ts`. */
const PROJECT = process.env.NEWS_ANNOTATOR_PROJECT ?? '.';
const RUNS = 5;
const BLOCK_BAR_MS = 50;

interface Opened {
  readonly document: vscode.TextDocument;
  readonly editor: vscode.TextEditor;
  readonly session: PageSession;
}

/** Measurements inside the extension host: what `npm run bench -- host` prints. */
export async function run(): Promise<void> {
  console.log(TESTS_BEGIN);
  try {
    const before = calibration();
    const extension = vscode.extensions.getExtension<ExtensionApi>(EXTENSION);
    if (!extension) throw new Error(`${EXTENSION} is not among the extensions`);
    const api = await extension.activate();
    console.log(`VS Code ${vscode.version}, Node ${process.version}`);
    console.log(line('activate', `${api.activationTime.toFixed(1)} ms`, 'bar 50 ms'));
    const folder = join(vscode.workspace.workspaceFolders![0].uri.fsPath, 'bench');
    await mkdir(folder);
    const bench = new HostBench(api, folder);
    await bench.realPage();
    await bench.steps('5 MB page', largePage(5_000_000));
    await bench.steps('one line of 200,000 characters', longLine(200_000));
    const after = calibration();
    console.log(line('\ncalibration', `${before.toFixed(2)} before, ${after.toFixed(2)} after`, 'time passed / time worked of a fixed loop; 1.00 on an idle machine'));
  } finally {
    console.log(TESTS_END);
  }
}

class HostBench {
  private readonly watch = new LoopWatch();
  private latest: (Drawing & { readonly at: number }) | undefined;

  constructor(private readonly api: ExtensionApi, private readonly folder: string) {
    api.marks.onDidDraw((drawing) => { this.latest = { ...drawing, at: performance.now() }; });
  }

  /** How soon a page of usual size is marked, and how soon its marks are right after an edit. */
  async realPage(): Promise<void> {
    const { name, text } = await realPage(PROJECT);
    const page = await this.write('page.txt', text);
    const document = await vscode.workspace.openTextDocument(page);
    const editor = await vscode.window.showTextDocument(document);
    const cold: Timing[] = [];
    const warm: Timing[] = [];
    for (let round = 0; round < RUNS; round++) {
      this.api.analysis.restart();
      cold.push(await this.timeToMark(editor));
      warm.push(await this.timeToMark(editor));
    }
    console.log(`\n${name}, ${text.length} characters, medians of ${RUNS} runs`);
    console.log(line('first marks, cold', seconds(cold.map(({ first }) => first)), 'bar 0.5 s'));
    console.log(line('all layers, cold', seconds(cold.map(({ all }) => all)), 'bar 4 s'));
    console.log(line('first marks, warm', seconds(warm.map(({ first }) => first)), 'bar 0.5 s'));
    console.log(line('all layers, warm', seconds(warm.map(({ all }) => all)), 'bar 0.5 s'));
    await command(COMMAND.annotatePage);
    const session = this.sessionOf(document);
    await analysed(session);
    const edits: number[] = [];
    for (let round = 0; round < RUNS; round++) edits.push(await this.timeToFollow({ document, editor, session }, round));
    console.log(line('marks right after an edit', seconds(edits), 'bar 0.5 s'));
    await this.close(session);
  }

  /** From the command to the first marks and to the marks of all layers; closes the page again. */
  private async timeToMark(editor: vscode.TextEditor): Promise<Timing> {
    this.latest = undefined;
    const started = performance.now();
    const first = this.drawn(editor, ({ annotations }) => annotations.length > 0);
    await command(COMMAND.annotatePage);
    const session = this.sessionOf(editor.document);
    const firstAt = await first;
    await analysed(session);
    const count = session.annotations.all.filter(isVisible).length;
    const allAt = await this.drawn(editor, ({ annotations }) => annotations.length === count);
    await this.close(session);
    await rm(session.sidecar.uri.fsPath, { force: true });
    return { first: firstAt - started, all: allAt - started };
  }

  /** From an edit that brings a new number to the moment in which the analysis has ended and everything is drawn. */
  private async timeToFollow({ document, editor, session }: Opened, round: number): Promise<number> {
    const words = `另有${321 + round}吨甘蔗`;
    const at = document.getText().indexOf('。', Math.floor(document.getText().length / 2)) + 1;
    const started = performance.now();
    await editor.edit((edit) => { edit.insert(document.positionAt(at), `${words}。`); });
    const drawnAt = await this.drawn(editor, ({ annotations }) => annotations.some(({ layer, start, end }) => layer === 'number' && start >= at && end <= at + words.length));
    await analysed(session);
    return Math.max(drawnAt, performance.now()) - started; // the analysis ends after the first marks
  }

  /** Every step of the work on a large page, with the longest time that the extension host was blocked in it. */
  async steps(title: string, text: string): Promise<void> {
    const page = await this.write(`large-${text.length}.txt`, text);
    console.log(`\n${title}: ${text.length} characters, ${(Buffer.byteLength(text) / 1e6).toFixed(1)} MB; longest block of the event loop, bar ${BLOCK_BAR_MS} ms`);
    this.watch.start();
    try {
      const document = await this.step('open in VS Code, without us', () => vscode.workspace.openTextDocument(page));
      const editor = await this.step('show in VS Code, without us', () => vscode.window.showTextDocument(document));
      const session = await this.step('annotate', async () => {
        await command(COMMAND.annotatePage);
        const opened = this.sessionOf(document);
        await analysed(opened);
        return opened;
      });
      console.log(`  ${session.annotations.all.length} annotations`);
      const opened = { document, editor, session };
      await this.work(opened);
      await this.step('close', () => this.close(session));
      const again = await this.step('reopen with its sidecar', async () => {
        await command(COMMAND.annotatePage);
        const reopened = this.sessionOf(document);
        await analysed(reopened);
        return reopened;
      });
      const decided = again.annotations.all.filter(({ status }) => status !== 'suggested').length;
      console.log(`  ${decided} decisions are there again`);
      await this.close(again);
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    } finally {
      this.watch.stop();
    }
  }

  private async work(opened: Opened): Promise<void> {
    const { document, editor, session } = opened;
    const middle = Math.floor(session.annotations.text.length / 2);
    await this.step('type 10 characters at the start', () => type(opened, 0));
    await this.step('type 10 characters in the middle', () => type(opened, middle));
    await this.step('review: 10 decisions, sidecar written', async () => {
      editor.selection = new vscode.Selection(document.positionAt(middle), document.positionAt(middle));
      await command(COMMAND.startReview);
      for (let count = 0; count < 5; count++) {
        await command(COMMAND.accept);
        await command(COMMAND.reject);
      }
      await session.flush();
    });
    await this.step('undo and redo 5 of them', async () => {
      for (let count = 0; count < 5; count++) await command(COMMAND.undo);
      for (let count = 0; count < 5; count++) await command(COMMAND.redo);
      await session.flush();
      await command(COMMAND.leaveReview);
    });
    const label = this.largestLabel(session);
    await this.step('accept a whole label and undo it', async () => {
      await command(COMMAND.acceptAll, label);
      await session.flush();
      await command(COMMAND.undo);
      await session.flush();
    });
    await this.step('save the page', async () => {
      await document.save();
      await session.flush();
    });
    await command(COMMAND.acceptAll, label);
    await session.flush();
    await this.step('other line breaks everywhere at once', () => replaceAll(opened, rewrapped));
    await this.step('another version of the text at once', () => replaceAll(opened, (text) => text.replace(/(?<=。)/gu, '按：')));
    await this.step('scroll', async () => {
      for (const line of [0.2, 0.8, 0.5].map((part) => Math.floor(document.lineCount * part))) {
        const at = document.offsetAt(new vscode.Position(line, 0));
        editor.revealRange(new vscode.Range(line, 0, line, 0), vscode.TextEditorRevealType.AtTop);
        await this.drawn(editor, ({ annotations }) => annotations.some(({ start }) => Math.abs(start - at) < 1000));
      }
    });
  }

  private largestLabel(session: PageSession): unknown {
    const { tree } = this.api;
    const page = tree.getChildren().find((node) => node.session === session)!;
    const labels = tree.getChildren(page).flatMap((layer) => tree.getChildren(layer));
    return labels.reduce((best, label) => (tree.annotationsOf(label).length > tree.annotationsOf(best).length ? label : best));
  }

  private async step<Value>(name: string, work: () => Thenable<Value>): Promise<Value> {
    this.watch.take();
    const started = performance.now();
    const value = await work();
    const took = performance.now() - started;
    await nextTurns();
    const { wall, own } = this.watch.take();
    const verdict = (own ?? wall) > BLOCK_BAR_MS ? '  OVER THE BAR' : '';
    console.log(`  ${name.padEnd(42)} ${wall.toFixed(0).padStart(5)} ms${own === undefined ? '' : `, of its own work ${own.toFixed(0).padStart(4)} ms`}   (step ${(took / 1000).toFixed(2)} s)${verdict}`);
    return value;
  }

  /** The moment at which the editor was drawn like this, be it already past. */
  private async drawn(editor: vscode.TextEditor, like: (drawing: Drawing) => boolean): Promise<number> {
    return until(
      () => (this.latest?.editor === editor && like(this.latest) ? this.latest.at : undefined),
      (listener) => this.api.marks.onDidDraw(listener),
    );
  }

  private async close(session: PageSession): Promise<void> {
    await this.api.pages.close(session, true);
  }

  private sessionOf(document: vscode.TextDocument): PageSession {
    const session = this.api.pages.of(document);
    if (!session) throw new Error('the page was not annotated');
    return session;
  }

  private async write(name: string, text: string): Promise<vscode.Uri> {
    const path = join(this.folder, name);
    await writeFile(path, text);
    return vscode.Uri.file(path);
  }
}

interface Timing {
  readonly first: number;
  readonly all: number;
}

async function type({ document, editor, session }: Opened, at: number): Promise<void> {
  for (const character of '今天增产三百二十吨。') {
    await editor.edit((edit) => { edit.insert(document.positionAt(at), character); }, { undoStopBefore: false, undoStopAfter: false });
  }
  await analysed(session);
}

/** As a formatter, or git with the page open, does it: everything is replaced in one edit, and the words are sought. */
async function replaceAll({ document, editor, session }: Opened, become: (text: string) => string): Promise<void> {
  const all = new vscode.Range(0, 0, document.lineCount, 0);
  await editor.edit((edit) => { edit.replace(all, become(document.getText())); });
  await session.flush(true); // once the words have been found
  await analysed(session);
}

/** Other line breaks: one after every sentence. */
function rewrapped(text: string): string {
  return text.replace(/(。)(?!\n)/gu, '$1\n');
}

/** Lets what a step left behind (redrawing, refreshing the view) happen before the step is measured up. */
async function nextTurns(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 300));
}

function seconds(values: readonly number[]): string {
  const sorted = [...values].sort((a, b) => a - b);
  return `${(sorted[Math.floor(sorted.length / 2)] / 1000).toFixed(2)} s`;
}

function line(name: string, figure: string, remark: string): string {
  return `${name.padEnd(28)} ${figure.padStart(10)}   ${remark}`;
}

/** How much longer a fixed loop takes than it works: the share of others on this machine. */
function calibration(): number {
  const startWall = performance.now();
  const start = process.cpuUsage();
  let sum = 0;
  for (let index = 0; index < 100_000_000; index++) sum = (sum + index * 7) | 0;
  const { user, system } = process.cpuUsage(start);
  return (performance.now() - startWall) / ((user + system) / 1000) + (sum === 0.5 ? 1 : 0);
}
