import { strict as assert } from 'node:assert';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { annotateText, closeAll, EXTENSION, extensionApi, pageNode } from './support';

interface Manifest {
  readonly contributes: { readonly commands: readonly { readonly command: string }[] };
}

function manifest(): Manifest {
  const extension = vscode.extensions.getExtension(EXTENSION);
  assert.ok(extension);
  return extension.packageJSON as Manifest;
}

/** The words of the extension for the language of the run: those in the code for English, else those of the bundle. */
async function translated(words: string): Promise<string> {
  const locale = process.env.NEWS_ANNOTATOR_LOCALE;
  if (locale === undefined) return words;
  const extension = vscode.extensions.getExtension(EXTENSION);
  assert.ok(extension);
  const bundle = await readFile(join(extension.extensionPath, 'media', 'l10n', `bundle.l10n.${locale}.json`), 'utf8');
  const translation = (JSON.parse(bundle) as Record<string, string>)[words];
  assert.ok(translation && translation !== words, `${words} is not translated`);
  return translation;
}

describe('What the manifest declares', () => {
  afterEach(closeAll);

  it('every command is registered', async () => {
    await extensionApi();
    const registered = new Set(await vscode.commands.getCommands(true));
    const declared = manifest().contributes.commands.map(({ command }) => command);
    assert.ok(declared.length > 0);
    assert.deepEqual(declared.filter((command) => !registered.has(command)), []);
  });

  it('activation tells how long it took', async () => {
    const { activationTime } = await extensionApi();
    assert.equal(typeof activationTime, 'number');
    assert.ok(activationTime > 0);
  });

  it('the review tree speaks the language of the editor @language', async () => {
    const api = await extensionApi();
    const { session } = await annotateText('临河县去年修路12公里，花去300万元。\n');
    const layers = api.tree.getChildren(pageNode(api, session));
    const numbers = layers.find((node) => node.kind === 'layer' && node.layer === 'number');
    assert.ok(numbers);
    assert.equal(api.tree.getTreeItem(numbers).label, await translated('Numbers'));
    const labels = api.tree.getChildren(numbers).map((node) => api.tree.getTreeItem(node).label);
    assert.ok(labels.includes(await translated('Money')), JSON.stringify(labels));
  });
});
