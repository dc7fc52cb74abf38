import { strict as assert } from 'node:assert';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Annotation, Layer } from '../../../src/annotations/model';
import { COMMAND, type CommandId } from '../../../src/contract';
import type { ExtensionApi } from '../../../src/extension';
import type { PageSession } from '../../../src/review/pageSession';
import type { ReviewNode } from '../../../src/review/tree/reviewNodes';
import { assertFitsSchema } from '../../sidecarSchema';

export const EXTENSION = 'news-annotator.news-annotator';

/** A page of the samples that shows what the tests look for; see the README of the samples. */
export const SAMPLE = {
  hardBreaks: '2023-05-18-A03.txt',
  copies: '2023-05-18-A04.txt',
  county: '数字里的县域经济.txt',
  gb18030: '老城街巷.gb18030.txt',
  crlf: '合作社年报.crlf.txt',
} as const;

/** An annotated page in an editor. */
export interface OpenPage {
  readonly uri: vscode.Uri;
  readonly document: vscode.TextDocument;
  readonly editor: vscode.TextEditor;
  readonly session: PageSession;
}

/** What the running extension offers; the objects are those of its own bundle. */
export async function extensionApi(): Promise<ExtensionApi> {
  const extension = vscode.extensions.getExtension<ExtensionApi>(EXTENSION);
  assert.ok(extension, `${EXTENSION} is not among the extensions`);
  return extension.activate();
}

export async function run(command: CommandId, ...args: unknown[]): Promise<void> {
  await vscode.commands.executeCommand(command, ...args);
}

function workspaceFolder(): string {
  const folder = vscode.workspace.workspaceFolders?.at(0);
  assert.ok(folder);
  return folder.uri.fsPath;
}

/** A path for a new page in a folder of its own, so that no test sees what another wrote. */
async function newPath(name: string): Promise<string> {
  for (let count = 1; ; count++) {
    const folder = join(workspaceFolder(), `test-${count}`);
    if (await mkdir(folder, { recursive: true })) return join(folder, name);
  }
}

export async function copyOfSample(name: string): Promise<vscode.Uri> {
  const path = await newPath(name);
  await copyFile(join(workspaceFolder(), name), path);
  return vscode.Uri.file(path);
}

export async function newPage(text: string, name = 'page.txt'): Promise<vscode.Uri> {
  const path = await newPath(name);
  await writeFile(path, text);
  return vscode.Uri.file(path);
}

/** Opens a page in an editor, annotates it and waits for its analysis. */
export async function annotate(uri: vscode.Uri, encoding?: string): Promise<OpenPage> {
  const api = await extensionApi();
  const document = await vscode.workspace.openTextDocument(uri, encoding === undefined ? undefined : { encoding });
  const editor = await vscode.window.showTextDocument(document);
  await run(COMMAND.annotatePage);
  const session = api.pages.of(document);
  assert.ok(session, 'the page was not annotated');
  await analysed(session);
  return { uri, document, editor, session };
}

export async function annotateSample(name: string, encoding?: string): Promise<OpenPage> {
  return annotate(await copyOfSample(name), encoding);
}

export async function annotateText(text: string): Promise<OpenPage> {
  return annotate(await newPage(text));
}

/** Subscribes to what may make a condition true. */
export type Signal = (listener: () => void) => vscode.Disposable;

/** Resolves with the first value other than undefined and false, looked for now and whenever one of the signals comes. */
export async function until<Value>(look: () => Value | undefined | false, ...signals: Signal[]): Promise<Value> {
  const subscriptions: vscode.Disposable[] = [];
  try {
    return await new Promise<Value>((resolve, reject) => {
      const check = (): void => {
        try {
          const value = look();
          if (value !== undefined && value !== false) resolve(value);
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)));
        }
      };
      for (const signal of signals) subscriptions.push(signal(check));
      check();
    });
  } finally {
    for (const subscription of subscriptions) subscription.dispose();
  }
}

/** Saves the page, and waits until this side of VS Code knows that it is saved. VS Code says no as well where the page changed once more while it was written. */
export async function save(document: vscode.TextDocument): Promise<void> {
  const isSaved = (await document.save()) || (await document.save());
  assert.equal(isSaved, true, 'VS Code did not save the page');
  await until(() => !document.isDirty, vscode.workspace.onDidSaveTextDocument, vscode.workspace.onDidChangeTextDocument);
}

/** Waits for a condition of a page. */
export function pageUntil<Value>(session: PageSession, look: () => Value | undefined | false): Promise<Value> {
  return until(look, (listener) => session.onDidChange(listener));
}

/** Waits until a page is analysed in its present version. */
export async function analysed(session: PageSession): Promise<void> {
  await pageUntil(session, () => {
    assert.notEqual(session.analysis, 'failed', 'the analysis failed');
    return session.analysis === 'done';
  });
}

/** Waits until all that was decided is on disk, without asking for it. */
export async function written(session: PageSession): Promise<void> {
  const saved = new Promise<void>((resolve) => {
    const subscription = session.onDidChange(({ kind }) => {
      if (kind !== 'sidecar' || session.hasUnsaved) return;
      subscription.dispose();
      resolve();
    });
  });
  await saved;
}

export function sidecarPath(page: vscode.Uri): string {
  return `${page.fsPath}.ann.json`;
}

export async function readSidecarText(page: vscode.Uri): Promise<string> {
  const text = await readFile(sidecarPath(page), 'utf8');
  assertFitsSchema(text, sidecarPath(page));
  return text;
}

/** The annotation of a layer that stands on these words, line breaks and spaces aside. */
export function find(session: PageSession, layer: Layer, words: string): Annotation | undefined {
  return session.annotations.all.find((annotation) => annotation.layer === layer && annotation.quote.replace(/\s+/gu, '') === words);
}

export function get(session: PageSession, layer: Layer, words: string): Annotation {
  const annotation = find(session, layer, words);
  assert.ok(annotation, `no ${layer} ${words}; there are ${session.annotations.all.filter((one) => one.layer === layer).map(({ quote }) => quote).join(' ')}`);
  return annotation;
}

export function byId(session: PageSession, id: string): Annotation {
  const annotation = session.annotations.get(id);
  assert.ok(annotation, `no annotation ${id}`);
  return annotation;
}

/** The argument by which hovers and tree items name an annotation. */
export function reference(session: PageSession, { id }: Annotation): { page: string; id: string } {
  return { page: session.key, id };
}

/** Selects a stretch of the page by offsets and waits until the extension has heard of it. */
export async function select({ editor, document }: OpenPage, start: number, end: number): Promise<void> {
  const selection = new vscode.Selection(document.positionAt(start), document.positionAt(end));
  if (editor.selection.isEqual(selection)) return;
  let told = false;
  const heard = until(() => told, (listener) => vscode.window.onDidChangeTextEditorSelection(({ textEditor, selections }) => {
    told ||= textEditor === editor && selections[0].isEqual(selection);
    listener();
  }));
  editor.selection = selection;
  await heard;
}

/** Puts the cursor into an annotation. */
export async function goInto(page: OpenPage, annotation: Annotation): Promise<void> {
  await select(page, annotation.start, annotation.start);
}

/** Replaces a stretch of the page; resolves when the extension has followed it. */
export async function replace({ editor, document }: OpenPage, start: number, end: number, text: string): Promise<void> {
  const done = await editor.edit((edit) => {
    edit.replace(new vscode.Range(document.positionAt(start), document.positionAt(end)), text);
  });
  assert.equal(done, true, 'the edit was refused');
}

/** Every annotation whose words are there stands on its words. */
export function assertQuotesMatch({ document, session }: OpenPage): void {
  const text = document.getText();
  assert.equal(session.annotations.text, text);
  for (const { start, end, quote, changed } of session.annotations.all) {
    if (!changed) assert.equal(text.slice(start, end), quote);
  }
}

/** All nodes under a node of the review tree, itself included. */
export function nodesUnder(api: ExtensionApi, node: ReviewNode): ReviewNode[] {
  return [node, ...api.tree.getChildren(node).flatMap((child) => nodesUnder(api, child))];
}

export function pageNode(api: ExtensionApi, session: PageSession): ReviewNode {
  const node = api.tree.getChildren().find((one) => one.session === session);
  assert.ok(node, 'the page is not in the tree');
  return node;
}

/** Ends what a test opened: review mode, unsaved edits, editors, pages. To be called after each test. */
export async function closeAll(): Promise<void> {
  const api = await extensionApi();
  await run(COMMAND.leaveReview);
  await vscode.workspace.saveAll();
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  for (const session of api.pages.all) await api.pages.close(session, false);
  api.tree.filter.status = 'all';
  api.tree.filter.words = '';
  api.tree.filter.grouping = 'article';
  api.tree.filter.order = 'position';
}
