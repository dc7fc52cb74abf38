import { deepEqual, equal, ok } from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { COMMAND, CONTEXT, LABEL_KEYS, PREFIX, SETTING, VIEW } from '../../../src/contract';

interface Keybinding { readonly command: string; readonly key: string; readonly when?: string; readonly args?: { readonly commands?: readonly (string | { readonly command: string })[] } }
interface MenuItem { readonly command: string; readonly when?: string }
interface Color { readonly id: string; readonly defaults: Readonly<Record<string, string>> }
interface Manifest {
  readonly main: string;
  readonly l10n: string;
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string }[];
    readonly views: Readonly<Record<string, readonly { readonly id: string }[]>>;
    readonly menus: Readonly<Record<string, readonly MenuItem[]>>;
    readonly keybindings: readonly Keybinding[];
    readonly configuration: { readonly properties: Readonly<Record<string, unknown>> };
    readonly colors: readonly Color[];
  };
}
type Words = Readonly<Record<string, string>>;

const PROJECT = join(__dirname, '../../..');
const read = (path: string): string => readFileSync(join(PROJECT, path), 'utf8');
const manifest = JSON.parse(read('package.json')) as Manifest;
const english = JSON.parse(read('package.nls.json')) as Words;
const chinese = JSON.parse(read('package.nls.zh-cn.json')) as Words;
const { contributes } = manifest;
/** The commands of ours that an item runs, itself or after commands of VS Code. */
function ownCommands({ command, args }: { readonly command: string } & Partial<Keybinding>): string[] {
  if (command !== 'runCommands') return [command];
  return (args?.commands ?? []).map((one) => (typeof one === 'string' ? one : one.command)).filter((one) => one.startsWith(`${PREFIX}.`));
}
const commandIds = contributes.commands.map(({ command }) => command);

describe('manifest', () => {
  it('declares the commands, settings and views that the code knows, no more and no fewer', () => {
    deepEqual([...commandIds].sort(), Object.values(COMMAND).sort());
    deepEqual(Object.keys(contributes.configuration.properties).sort(), Object.values(SETTING).map((name) => `${PREFIX}.${name}`).sort());
    deepEqual(Object.values(contributes.views).flat().map(({ id }) => id).sort(), Object.values(VIEW).sort());
  });

  it('has a handler for every command', () => {
    const handled = sources().flatMap((file) => collect(file, (node) =>
      ts.isPropertyAssignment(node) && ts.isComputedPropertyName(node.name) && node.name.expression.getText(file).startsWith('COMMAND.')
        ? [node.name.expression.getText(file).slice('COMMAND.'.length)] : []));
    const byLabel = Object.entries(COMMAND).filter(([, id]) => LABEL_KEYS.some(({ command }) => command === id)).map(([name]) => name);
    deepEqual([...handled, ...byLabel].sort(), Object.keys(COMMAND).sort());
  });

  it('takes every title and description from the word lists, which leave nothing unused', () => {
    const used = new Set(strings(manifest).flatMap((text) => /^%(.+)%$/.exec(text)?.[1] ?? []));
    deepEqual([...used].sort(), Object.keys(english).sort());
    deepEqual(Object.keys(chinese).sort(), Object.keys(english).sort());
    for (const { command, title } of contributes.commands) equal(title, `%command.${command.slice(PREFIX.length + 1)}%`);
  });

  it('speaks Chinese in the Chinese list, with the same links and code as in English', () => {
    const fixed = (text: string): string[] => [...text.matchAll(/\(command:[^)]*\)|`[^`]*`/g)].map(([part]) => part).sort();
    for (const [key, text] of Object.entries(chinese)) {
      ok(/\p{Script=Han}/u.test(text), key);
      deepEqual(fixed(text), fixed(english[key]), key);
    }
    const links = Object.values(english).flatMap((text) => [...text.matchAll(/\(command:(newsAnnotator\.[^)?]*)/g)].map(([, id]) => id));
    for (const id of links) ok(commandIds.includes(id), id);
  });

  it('names only declared commands and known context keys in menus and keys', () => {
    const items = [...Object.values(contributes.menus).flat(), ...contributes.keybindings];
    for (const item of items) {
      // keys of a view first select the row that has the focus: VS Code tells extensions of the selection alone
      const onlyNotes = JSON.stringify(item).includes(`["${CONTEXT.detailsShown}",false]`); // Escape out of details
      equal(ownCommands(item).length, onlyNotes ? 0 : 1, item.command);
      for (const command of ownCommands(item)) ok(commandIds.includes(command), command);
    }
    const known = new Set<string>([...Object.values(CONTEXT), ...Object.values(VIEW)]);
    const clauses = strings(contributes.menus).concat(strings(contributes.keybindings), strings((contributes as Record<string, unknown>).viewsWelcome))
      .filter((text) => !commandIds.includes(text));
    for (const [name] of clauses.join('\n').matchAll(/newsAnnotator\.\w+/g)) ok(known.has(name) || commandIds.includes(name), name);
  });

  it('declares every colour that the code uses, for each kind of theme, and no other', () => {
    const named = sources().flatMap((file) => collect(file, (node) => colourTexts(node, file)));
    const used = new Set(named.filter((name) => /(Foreground|Background|Border)$/.test(name)));
    deepEqual([...used].sort(), contributes.colors.map(({ id }) => id).sort());
    for (const { id, defaults } of contributes.colors) {
      for (const theme of ['dark', 'light', 'highContrast', 'highContrastLight']) {
        ok(/^#[0-9a-f]{6}([0-9a-f]{2})?$/i.test(defaults[theme]), `${id} ${theme}`);
      }
    }
  });

  it('points to files that are there', () => {
    const paths = strings(contributes).concat(manifest.l10n).filter((text) => /^(\.\/)?(media|syntaxes)\//.test(text));
    ok(paths.length > 4);
    for (const path of paths) ok(existsSync(join(PROJECT, path)), path);
  });
});

describe('keys', () => {
  const inReview = contributes.keybindings.filter(({ when, command }) => when?.startsWith(CONTEXT.reviewing) && command !== 'runCommands');
  const chords = contributes.keybindings.filter(({ key, command }) => key.startsWith('alt+') && command !== 'runCommands');

  it('are those of the design in review mode', () => {
    const design: Record<string, string> = {
      a: COMMAND.accept, x: COMMAND.reject, n: COMMAND.next, p: COMMAND.previous, '[': COMMAND.startLeft, ']': COMMAND.startRight,
      'shift+[': COMMAND.endLeft, 'shift+]': COMMAND.endRight, e: COMMAND.allOccurrences, u: COMMAND.undo, 'shift+u': COMMAND.redo,
      ',': COMMAND.startWordLeft, '.': COMMAND.startWordRight, 'shift+,': COMMAND.endWordLeft, 'shift+.': COMMAND.endWordRight,
      d: COMMAND.nextCopy, escape: COMMAND.leaveReview,
    };
    for (const [index, { command }] of LABEL_KEYS.entries()) design[`${(index + 1) % 10}`] = command;
    for (const [key, command] of Object.entries(design)) {
      deepEqual(inReview.filter((binding) => binding.key === key).map((binding) => binding.command), [command], key);
    }
  });

  it('have an Alt chord each for pages that are not in review mode', () => {
    for (const { command, key } of inReview) {
      if (command === COMMAND.leaveReview || /^f\d+$|^ctrl/.test(key)) continue; // input methods leave these alone
      const chord = chords.find((binding) => binding.key === `alt+${key}`);
      equal(chord?.command, command, key);
      ok(chord.when?.startsWith(CONTEXT.annotated), key);
    }
  });

  it('that open a list hold the others back, and those that begin or end the review act before the next key', () => {
    const prepared = contributes.keybindings.filter(({ command, when }) => command === 'runCommands' && /\beditorReadonly$/.test(when ?? ''));
    deepEqual(prepared.flatMap(ownCommands).sort(), [
      COMMAND.allOccurrences, COMMAND.chooseLabel, COMMAND.decideMany, COMMAND.leaveReview, COMMAND.setFullForm, COMMAND.showActions, COMMAND.startReview,
    ].sort());
    for (const { key, when, args } of prepared) {
      ok(strings(args).includes('_setContext'), key);
      // without the prepared key the plain one stands, which the palette shows beside the command
      ok(contributes.keybindings.some((plain) => plain.command !== 'runCommands' && plain.key === key && when?.startsWith(`${plain.when} && `)), key);
    }
    for (const { key, when } of inReview) ok(when?.includes(`!${CONTEXT.asking}`), key);
  });

  it('mean one thing each', () => {
    const places = contributes.keybindings.map(({ key, when }) => `${key} ${when ?? ''}`);
    equal(new Set(places).size, places.length);
    for (const { key, when } of contributes.keybindings) ok(when !== undefined, `${key} would be taken from all of VS Code`);
  });

  it('and commands stand in the README as they are', () => {
    const rows = read('README.md').split('\n').filter((line) => line.startsWith('| '))
      .map((line) => line.split(/(?<!\\)\|/).slice(1, -1).map((cell) => cell.trim()));
    for (const command of commandIds) {
      const title = english[`command.${command.slice(PREFIX.length + 1)}`];
      const row = rows.find(([first]) => first === title);
      ok(row, `no row for “${title}”`);
      equal(row[1], code(inReview.filter((binding) => binding.command === command).map(({ key }) => reviewKey(key))), title);
      equal(row[2], code(chords.filter((binding) => binding.command === command).map(({ key }) => chordKey(key))), title);
    }
  });

  it('and settings stand in the README with their defaults', () => {
    const lines = read('README.md').split('\n');
    for (const [name, property] of Object.entries(contributes.configuration.properties)) {
      const row = lines.find((line) => line.startsWith(`| \`${name}\` |`));
      ok(row, `no row for ${name}`);
      ok(row.includes(`\`${JSON.stringify((property as { default: unknown }).default)}\``), `default of ${name}`);
    }
  });
});

/** As people read it: `N` for shift+n, `{` for shift+[. */
function reviewKey(key: string): string {
  if (key === 'escape') return 'Esc';
  if (/^f\d+$/.test(key)) return key.toUpperCase();
  if (key.startsWith('ctrl+')) return chordKey(key);
  if (!key.startsWith('shift+')) return key;
  const plain = key.slice('shift+'.length);
  return ({ '[': '{', ']': '}', ',': '<', '.': '>' } as Words)[plain] ?? plain.toUpperCase();
}

function chordKey(key: string): string {
  return key.split('+').map((part) => part[0].toUpperCase() + part.slice(1)).join('+');
}

function code(keys: readonly string[]): string {
  return keys.map((key) => `\`${key}\``).join(' ');
}

/** All strings in a value of JSON, however deep. */
function strings(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(strings) : [];
}

/** Ids with our prefix, colours among them, that a string or template names; `${kind}` in a template stands for every kind of mark. */
function colourTexts(node: ts.Node, file: ts.SourceFile): string[] {
  const texts = ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node) ? [node.text]
    : ts.isTemplateExpression(node) ? expanded(node, file) : [];
  return texts.flatMap((text) => [...text.matchAll(/(?:newsAnnotator\.|--vscode-newsAnnotator-)(\w+)/g)].map(([, name]) => `${PREFIX}.${name}`));
}

function expanded(template: ts.TemplateExpression, file: ts.SourceFile): string[] {
  return markKinds().map((kind) => template.head.text + template.templateSpans
    .map(({ expression, literal }) => (expression.getText(file) === 'kind' ? kind : ' ') + literal.text).join(''));
}

function markKinds(): string[] {
  const file = parse('src/editor/markTypes.ts');
  return collect(file, (node) => (ts.isVariableDeclaration(node) && node.name.getText(file) === 'MARK_KINDS'
    ? collect(node, (child) => (ts.isStringLiteral(child) ? [child.text] : [])) : []));
}

function sources(): ts.SourceFile[] {
  return readdirSync(join(PROJECT, 'src'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts')).map((name) => parse(join('src', name)));
}

function parse(path: string): ts.SourceFile {
  return ts.createSourceFile(path, read(path), ts.ScriptTarget.Latest, true);
}

function collect<Found>(node: ts.Node, of: (node: ts.Node) => Found[]): Found[] {
  const found = of(node);
  ts.forEachChild(node, (child) => { found.push(...collect(child, of)); });
  return found;
}
