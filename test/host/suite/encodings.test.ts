import { strict as assert } from 'node:assert';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decode, encode } from 'iconv-lite';
import * as vscode from 'vscode';
import { Analyser } from '../../../src/cli/analyser';
import { annotate, closeAll, newPage } from './support';

/** VS Code's names, the encoder's names, and whether a byte order mark is written. */
const ENCODINGS = [
  ['utf8', 'utf8', false], ['utf8bom', 'utf8', true], ['utf16le', 'utf16le', true], ['utf16be', 'utf16be', true], ['gb18030', 'gb18030', false], ['big5hkscs', 'big5hkscs', false],
] as const;
const LINE_ENDS = ['\n', '\r\n', '\r', 'mixed'] as const;

function withLineEnds(text: string, end: (typeof LINE_ENDS)[number]): string {
  const ends = ['\n', '\r\n'];
  let count = 0;
  return text.replaceAll('\n', () => (end === 'mixed' ? ends[count++ % ends.length] : end));
}

interface Found { readonly layer: string; readonly label: string; readonly start: number; readonly end: number }

/** Words and places of numbers, line ends counted as one. */
function numbersIn(text: string, annotations: readonly Found[]): string[] {
  const lines = (end: number, start = 0): string => text.slice(start, end).replace(/\r\n?/g, '\n');
  return annotations.filter(({ layer }) => layer === 'number').map(({ label, start, end }) => `${label} ${lines(start).length} ${lines(end, start)}`);
}

describe('Sample pages in every encoding and with every line end', () => {
  afterEach(closeAll);
  const analyser = new Analyser({ layers: ['number'] });

  it('have the same numbers on the same words as on the command line', async function () {
    this.timeout(120_000);
    const folder = vscode.workspace.workspaceFolders?.at(0)?.uri.fsPath ?? '';
    const names = (await readdir(folder)).filter((name) => name.endsWith('.txt') && !name.startsWith('page'));
    assert.ok(names.length >= 8);
    let turn = 0;
    for (const name of names) {
      const bytes = await readFile(join(folder, name));
      const text = decode(bytes, name.includes('gb18030') ? 'gb18030' : 'utf8').replace(/\r\n?/g, '\n');
      const expected = numbersIn(text, analyser.analyse(text, 'page.txt').suggestions);
      for (const [encoding, coder, addBOM] of ENCODINGS) {
        const end = LINE_ENDS[turn++ % LINE_ENDS.length];
        const written = encode(withLineEnds(text, end), coder, { addBOM });
        if (coder === 'big5hkscs' && written.includes(0x3f)) continue; // simplified characters have no place there
        const uri = await newPage('');
        await writeFile(uri.fsPath, written);
        const page = await annotate(uri, encoding);
        assert.equal(page.document.encoding, encoding);
        assert.deepEqual(numbersIn(page.document.getText(), page.session.annotations.all), expected, `${name} ${encoding} ${JSON.stringify(end)}`);
      }
      await closeAll();
    }
  });
});
