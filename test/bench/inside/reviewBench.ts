import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { COMMAND } from '../../../src/contract';
import type { ExtensionApi } from '../../../src/extension';
import type { PageSession } from '../../../src/review/pageSession';
import { TESTS_BEGIN, TESTS_END } from '../../host/markers';
import { EXTENSION, analysed, run as command } from '../../host/suite/support';
import { figures } from '../figures';
import { largePage } from './pages';

/** Code units of a generated page with about 2,000 annotations. */
const PAGE_LENGTH = 100_000;
const PRESSES = 300;

/** From the key's command to the next annotation framed: what `npm run bench -- review` prints. */
export async function run(): Promise<void> {
  console.log(TESTS_BEGIN);
  try {
    const extension = vscode.extensions.getExtension<ExtensionApi>(EXTENSION);
    if (!extension) throw new Error(`${EXTENSION} is not among the extensions`);
    const api = await extension.activate();
    const path = join(vscode.workspace.workspaceFolders![0].uri.fsPath, 'review-bench.txt');
    await writeFile(path, largePage(PAGE_LENGTH));
    const document = await vscode.workspace.openTextDocument(path);
    await vscode.window.showTextDocument(document);
    await command(COMMAND.annotatePage);
    const session = api.pages.of(document);
    if (!session) throw new Error('the page was not annotated');
    await analysed(session);
    console.log(`${session.annotations.all.length} annotations; ${PRESSES} presses each; bar: 50 ms in the middle, 100 ms for 95 of 100`);
    await command(COMMAND.startReview);
    await measure('accept, view closed', session, COMMAND.accept);
    await vscode.commands.executeCommand('newsAnnotator.review.focus');
    await vscode.window.showTextDocument(document);
    await measure('accept, view open', session, COMMAND.accept);
    api.tree.filter.order = 'text';
    await measure('reject, view open, sorted by text', session, COMMAND.reject);
    api.tree.filter.order = 'position';
    await measure('next', session, COMMAND.next);
  } finally {
    console.log(TESTS_END);
  }
}

/** The time until the frame is set, and until the command has ended and all that waited in the host has had its turn. */
async function measure(name: string, session: PageSession, id: (typeof COMMAND)[keyof typeof COMMAND]): Promise<void> {
  const framed: number[] = [];
  const settled: number[] = [];
  for (let press = 0; press < PRESSES; press++) {
    const started = performance.now();
    let at = 0;
    const subscription = session.onDidChange(({ kind }) => {
      if (kind === 'current') at = performance.now(); // a decision frames twice; the last one is the next annotation
    });
    await command(id);
    subscription.dispose();
    if (at > 0) framed.push(at - started);
    await new Promise((resolve) => { setImmediate(resolve); });
    settled.push(performance.now() - started);
  }
  console.log(`${name.padEnd(36)} framed ${figures(framed)}   settled ${figures(settled)}`);
}
