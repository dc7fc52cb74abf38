import { deepEqual, equal, ok } from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** One call of `l10n.t` in the code. */
interface Use {
  readonly place: string;
  /** The English words; undefined where they are not written out at the call, so that nobody could translate them. */
  readonly text: string | undefined;
  /** How many values the call fills in. */
  readonly values: number;
}

const PROJECT = join(__dirname, '../../..');

describe('localisation', () => {
  const uses = sourceFiles().flatMap((path) => usesIn(path));
  const bundle = JSON.parse(readFileSync(join(PROJECT, 'media/l10n/bundle.l10n.zh-cn.json'), 'utf8')) as Record<string, string>;

  it('finds the words in the code', () => {
    ok(uses.length > 50, `only ${uses.length} found`);
  });

  it('has every text written out where it is used', () => {
    deepEqual(uses.filter(({ text }) => text === undefined).map(({ place }) => place), []);
  });

  it('has a Chinese text for every English one, and none left over', () => {
    deepEqual(Object.keys(bundle).sort(), [...new Set(uses.map(({ text }) => text))].sort());
  });

  it('fills in as many values as the text has places', () => {
    for (const { text, values, place } of uses) equal(new Set(placeholders(text ?? '')).size, values, `${place}: ${text ?? ''}`);
  });

  it('keeps the places for values and is Chinese, or has no words but them', () => {
    for (const [text, translation] of Object.entries(bundle)) {
      deepEqual(placeholders(translation), placeholders(text), text);
      ok(/\p{Script=Han}/u.test(translation) || !/\p{L}/u.test(translation.replace(/\{\w+\}/g, '')), text);
    }
  });
});

function placeholders(text: string): string[] {
  return [...text.matchAll(/\{\w+\}/g)].map(([place]) => place).sort();
}

function sourceFiles(): string[] {
  return readdirSync(join(PROJECT, 'src'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts')).map((name) => join('src', name)).sort();
}

function usesIn(path: string): Use[] {
  const file = ts.createSourceFile(path, readFileSync(join(PROJECT, path), 'utf8'), ts.ScriptTarget.Latest, true);
  const uses: Use[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && /^(vscode\.)?l10n\.t$/.test(node.expression.getText(file))) {
      const [words, ...values] = node.arguments;
      const { line } = file.getLineAndCharacterOfPosition(node.getStart(file));
      uses.push({
        place: `${path}:${line + 1}`,
        text: ts.isStringLiteralLike(words) ? words.text : undefined,
        values: values.length,
      });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return uses;
}
