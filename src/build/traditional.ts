/**
 * Writes `src/duplicates/traditionalTable.ts`: the simplified character for each traditional one, as OpenCC has it.
 * `npx tsx src/build/traditional.ts`, when opencc-js has a new version.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Converter } from 'opencc-js/t2cn';
import { PROJECT } from './project';

const simplify = Converter({ from: 't', to: 'cn' });
const pairs: [string, string][] = [];
for (let unit = 0x3400; unit < 0xa000; unit++) {
  const character = String.fromCharCode(unit);
  const simplified = simplify(character);
  if (simplified !== character && simplified.length === 1) pairs.push([character, simplified]);
}
const inRows = (column: 0 | 1): string => {
  const rows: string[] = [];
  for (let at = 0; at < pairs.length; at += 100) rows.push(`  '${pairs.slice(at, at + 100).map((pair) => pair[column]).join('')}'`);
  return rows.join('\n  + ').replace(/^ {2}/gmu, '');
};
writeFileSync(join(PROJECT, 'src', 'duplicates', 'traditionalTable.ts'), `/**
 * Traditional characters and, at the same places, the simplified ones they are written as. Made by
 * \`src/build/traditional.ts\` from the tables of OpenCC (https://github.com/BYVoid/OpenCC, Copyright Carbo Kuo and
 * contributors, Apache License 2.0), of which it is an excerpt: single characters, one to one.
 */
export const TRADITIONAL = ${inRows(0)};

export const SIMPLIFIED = ${inRows(1)};
`);
console.log(`${pairs.length} characters`);
