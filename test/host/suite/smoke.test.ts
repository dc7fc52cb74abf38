import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';

const EXTENSION = 'news-annotator.news-annotator';

describe('The extension host', () => {
  it('knows the extension and activates it', async () => {
    const extension = vscode.extensions.getExtension(EXTENSION);
    assert.ok(extension, `${EXTENSION} is not among the extensions`);
    await extension.activate();
    assert.equal(extension.isActive, true);
  });

  it('runs in the language that the run asked for @language', () => {
    assert.equal(vscode.env.language, process.env.NEWS_ANNOTATOR_LOCALE ?? 'en');
  });

  it('has a workspace folder of its own', async () => {
    assert.equal(vscode.workspace.workspaceFolders?.length, 1);
    const pages = await vscode.workspace.findFiles('**/*.txt');
    assert.ok(pages.length > 0, 'no text files in the workspace');
  });
});
