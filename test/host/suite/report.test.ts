import { strict as assert } from 'node:assert';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { COMMAND } from '../../../src/contract';
import { annotateText, closeAll, extensionApi, get, goInto, run, written } from './support';

describe('Corpus report', () => {
  afterEach(closeAll);

  it('draws the plots under its content security policy and is exported as HTML and CSV', async () => {
    const { report } = await extensionApi();
    const page = await annotateText('先付30万元，修渠12公里。\n');
    await goInto(page, get(page.session, 'number', '12公里'));
    const saved = written(page.session);
    await run(COMMAND.accept);
    await saved;
    const drawn = new Promise<number>((resolve) => { const once = report.onDidDraw((plots) => { once.dispose(); resolve(plots); }); });
    await run(COMMAND.showReport);
    assert.ok(await drawn >= 4);
    const folder = join(page.uri.fsPath, '..');
    await report.write(vscode.Uri.file(join(folder, 'report.html')), 'html');
    await report.write(vscode.Uri.file(join(folder, 'report.csv')), 'csv');
    assert.match(await readFile(join(folder, 'report.html'), 'utf8'), /script-src &#39;sha256-[\w+/=]+&#39;/);
    assert.match(await readFile(join(folder, 'report.csv'), 'utf8'), /\/page\.txt,1,0,/);
  });
});
