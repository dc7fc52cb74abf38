import { stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { open, type Entry, type Options, type ZipFile } from 'yauzl';

const MOST_BYTES = 8 * 2 ** 20;

const REQUIRED = [
  'extension/package.json',
  'extension/readme.md',
  'extension/LICENSE.txt',
  'extension/dist/extension.js',
  'extension/dist/analysis.js',
  'extension/dist/corpus.js',
  'extension/dist/survey.js',
  'extension/dist/cli.js',
  'extension/dist/report.js',
  'extension/node_modules/nodejieba/package.json',
  'extension/node_modules/nodejieba/index.js',
  'extension/node_modules/nodejieba/LICENSE',
  'extension/node_modules/nodejieba/build/Release/nodejieba.node',
  'extension/dist/idf.utf8',
  ...['hmm_model', 'jieba.dict', 'stop_words', 'user.dict']
    .map((name) => `extension/node_modules/nodejieba/submodules/cppjieba/dict/${name}.utf8`),
];

const ALLOWED = [
  /^extension\.vsixmanifest$/,
  /^\[Content_Types\]\.xml$/,
  /^extension\/changelog\.md$/,
  /^extension\/package\.nls(\.[a-z-]+)?\.json$/,
  /^extension\/dist\/model\/[^/]+\.bin$/,
  /^extension\/media\/[^/]+\.(svg|png|json)$/,
  /^extension\/media\/walkthrough\/[^/]+\.svg$/,
  /^extension\/media\/screenshots\/[^/]+\.png$/,
  /^extension\/media\/l10n\/[^/]+\.json$/,
  /^extension\/syntaxes\/[^/]+\.json$/,
];

/** Rejects with all that is wrong: a file that is missing, a file of a kind that does not belong in, the size. */
export async function checkVsix(file: string): Promise<void> {
  const names = await namesInZip(file);
  const { size } = await stat(file);
  const wrong = [
    ...REQUIRED.filter((name) => !names.includes(name)).map((name) => `missing: ${name}`),
    ...names.filter((name) => !REQUIRED.includes(name) && !ALLOWED.some((kind) => kind.test(name))).map((name) => `does not belong in: ${name}`),
    ...(size > MOST_BYTES ? [`${size} bytes, more than ${MOST_BYTES}`] : []),
  ];
  if (wrong.length > 0) throw new Error([`${file} is not as it should be`, ...wrong].join('\n  '));
}

async function namesInZip(file: string): Promise<string[]> {
  const zip = await promisify<string, Options, ZipFile>(open)(file, { autoClose: true });
  return new Promise((resolve, reject) => {
    const names: string[] = [];
    zip.on('entry', (entry: Entry) => { names.push(entry.fileName); });
    zip.once('end', () => { resolve(names); });
    zip.once('error', reject);
  });
}
