import { deepEqual, equal, ok } from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encode, encodingExists } from 'iconv-lite';
import { Analyser } from '../../../src/cli/analyser';
import { readPageFile } from '../../../src/cli/readPageFile';
import { PROJECT } from '../../../src/build/project';

const SAMPLES = join(PROJECT, 'media', 'samples');
/** VS Code's names, the encoder's names, and whether a byte order mark is written. */
const ENCODINGS = [
  ['utf8', 'utf8', false], ['utf8bom', 'utf8', true], ['utf16le', 'utf16le', true], ['utf16be', 'utf16be', true], ['gb18030', 'gb18030', false], ['big5hkscs', 'big5hkscs', false],
] as const;
const LINE_ENDS = { lf: '\n', crlf: '\r\n', cr: '\r' };

/** Every kind of line end in turn; a CR before an LF would be one line end. */
function mixed(text: string): string {
  const lines = text.split('\n');
  const ends = Object.values(LINE_ENDS);
  return lines.map((line, index) => line + (index === lines.length - 1 ? '' : lines[index + 1] === '' ? '\r\n' : ends[index % 3])).join('');
}

describe('sample pages in other encodings and line endings', () => {
  let folder: string;
  before(() => { folder = mkdtempSync(join(tmpdir(), 'encodings-')); });
  after(() => { rmSync(folder, { recursive: true }); });
  const analyser = new Analyser({ layers: ['number', 'duplicate'] });
  /** The words of all suggestions and of the paragraphs, and where they stand, line ends counted as one. */
  const found = (text: string): string[] => analyser.analyse(text, 'page.txt').suggestions
    .map(({ label, start, end }) => `${label} ${text.slice(0, start).replaceAll('\r\n', '\n').length} ${text.slice(start, end).replace(/\r\n?/g, '\n')}`);

  for (const name of readdirSync(SAMPLES).filter((file) => file.endsWith('.txt'))) {
    it(`${name} says the same`, () => {
      const text = readPageFile(join(SAMPLES, name), undefined).text.replace(/\r\n?/g, '\n');
      const expected = found(text);
      ok(expected.length > 0);
      let checked = 0;
      for (const [encoding, coder, addBOM] of ENCODINGS) {
        ok(encodingExists(coder));
        for (const lineEnd of [...Object.values(LINE_ENDS), 'mixed']) {
          const written = lineEnd === 'mixed' ? mixed(text) : text.replaceAll('\n', lineEnd);
          const bytes = encode(written, coder, { addBOM });
          if (encoding === 'big5hkscs' && bytes.includes(0x3f) && !written.includes('?')) continue; // simplified characters have no place there
          const path = join(folder, 'page.txt');
          writeFileSync(path, bytes);
          for (const told of [undefined, encoding]) {
            const page = readPageFile(path, told);
            deepEqual(found(page.text), expected, `${encoding} ${JSON.stringify(lineEnd)} ${told ?? 'detected'} as ${page.encoding}`);
            checked++;
          }
        }
      }
      ok(checked >= 40);
    });
  }

  it('with emoji, rare characters, accents apart from their letters, NUL and control characters keep every span on its words', () => {
    const text = '🎉\u0000\u{20BB7}野家\u0007今年开店12家。\nCafe\u0301有e\u0301\uf9146间。\n\u{2A6D6}村补助3万元\u0001，\ufeff约40户。\n';
    for (const [encoding, coder, addBOM] of ENCODINGS.filter(([, coder]) => coder !== 'big5hkscs')) {
      const path = join(folder, 'odd.txt');
      writeFileSync(path, encode(text, coder, { addBOM }));
      const page = readPageFile(path, encoding);
      equal(page.text, text);
      deepEqual(analyser.analyse(page.text, 'odd.txt').suggestions.map(({ quote }) => quote), ['12家', '6间', '3万元', '约40户']);
    }
  });
});
