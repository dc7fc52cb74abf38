import { strict as assert } from 'node:assert';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Annotation } from '../../src/annotations/model';
import { PROJECT } from '../../src/build/project';
import { readGold, type GoldAnnotation } from './goldPage';
import { packagedExtension } from './packagedExtension';
import { annotationsIn, closeAfterTests, reviewPage } from './screen';
import { SimulatedEditor } from './simulatedEditor';
import { UserWindow } from './userWindow';

const PAGE = '2023-05-18-A04.txt';
const MOST_KEYS_PER_ANNOTATION = 1.3;
const MOST_KEYS_FOR_100 = 130;
const MOST_KEYS_FOR_OTHERS = 3;

/** Places, labels and the values of what was suggested, in the form of the gold: rejected suggestions left out. */
function outcome(annotations: readonly Annotation[]): string[] {
  return annotations.filter(({ status }) => status !== 'rejected').map(({ status, layer, label, start, end, value, min, max }) => {
    const number = value ?? (min === undefined && max === undefined ? undefined : `${min ?? ''}..${max ?? ''}`);
    return row({ layer, label: layer === 'duplicate' ? 'copy' : label, start, end, ...(number === undefined ? {} : { value: String(number) }) }, status);
  });
}

function row({ label, start, end, value }: GoldAnnotation, status = 'accepted'): string {
  return [status, label, start, end, ...(value === undefined ? [] : [value])].join(' ');
}

/** A page of 100 amounts, each suggested, and what an editor wants of them: 15 not as they are suggested. */
function hundredAmounts(): { text: string; gold: readonly GoldAnnotation[]; suggested: readonly GoldAnnotation[] } {
  let text = '';
  const gold: GoldAnnotation[] = [];
  const suggested: GoldAnnotation[] = [];
  for (let index = 0; index < 100; index++) {
    text += '又收了';
    const amount = { layer: 'number', label: 'measure', start: text.length, end: text.length + `${index + 2}吨`.length } as const;
    text += `${index + 2}吨苹果。\n`;
    suggested.push(amount);
    if (index % 20 === 3) continue; // wanted not at all
    gold.push(index % 20 === 8 ? { ...amount, label: 'cardinal' } : index % 20 === 14 ? { ...amount, end: amount.end + 2 } : amount);
  }
  return { text, gold, suggested };
}

/** Amounts that are suggested, and beside each a word that the machine takes for nothing and that the editor wants as a place. */
function unknownWords(): { text: string; gold: readonly GoldAnnotation[]; suggested: readonly GoldAnnotation[] } {
  let text = '';
  const gold: GoldAnnotation[] = [];
  for (let index = 2; index < 6; index++) {
    text += '又搬了';
    gold.push({ layer: 'number', label: 'measure', start: text.length, end: text.length + 2 });
    text += `${index}吨，都是砖头。\n`;
    gold.push({ layer: 'entity', label: 'PLACE', start: text.length - 4, end: text.length - 2 });
  }
  return { text, gold, suggested: gold.filter(({ layer }) => layer === 'number') };
}

/** The bars are keys and not seconds: the same on every machine. */
describe('Keys of a trained editor who reviews with the keyboard alone', () => {
  let window: UserWindow;

  before(async () => {
    // what “Treat Folder as News Pages” writes: the cursor keys go by Chinese words
    window = await UserWindow.open({ vsix: await packagedExtension(), settings: { 'files.associations': { '*.txt': 'news' } } });
  });

  closeAfterTests(() => window);

  async function sidecarOf(page: string, isWanted: (annotations: readonly Annotation[]) => boolean): Promise<readonly Annotation[]> {
    return annotationsIn(await window.fileOnDisk(`${page}.ann.json`, (content) => isWanted(annotationsIn(content))));
  }

  it(`a sample page becomes right with at most ${MOST_KEYS_PER_ANNOTATION} keys an annotation, all layers together`, async () => {
    const { text, annotations: gold } = readGold(await readFile(join(PROJECT, 'test', 'ui', 'fixtures', PAGE.replace('.txt', '.gold.txt')), 'utf8'));
    assert.equal(text, await readFile(join(window.workspace, PAGE), 'utf8'));
    await reviewPage(window, PAGE);
    await window.press('a', 'u'); // writes the sidecar, in which the suggestions can be read
    const marks = await sidecarOf(PAGE, (annotations) => annotations.length > 0 && annotations.every(({ status }) => status === 'suggested'));
    const editor = new SimulatedEditor(window, text, gold, marks.map(({ layer, label, start, end }) => ({ layer, label: layer === 'duplicate' ? 'copy' : label, start, end })));
    await editor.review();
    const done = await sidecarOf(PAGE, (annotations) => annotations.every(({ status }) => status !== 'suggested'));
    assert.deepEqual(outcome(done).sort(), gold.map((one) => row(one)).sort());
    const keys = editor.keys / gold.length;
    console.log(`      ${editor.keys} keys, ${marks.length} suggestions, ${gold.length} right annotations: ${keys.toFixed(2)} keys each`);
    assert.ok(keys <= MOST_KEYS_PER_ANNOTATION, `${keys} keys an annotation`);
  });

  it(`a page of 100 suggestions with 15 wrong takes at most ${MOST_KEYS_FOR_100} keys`, async () => {
    const page = 'hundred.txt';
    const { text, gold, suggested } = hundredAmounts();
    await writeFile(join(window.workspace, page), text);
    await reviewPage(window, page);
    const editor = new SimulatedEditor(window, text, gold, suggested);
    await editor.review();
    const done = await sidecarOf(page, (annotations) => annotations.every(({ status }) => status !== 'suggested'));
    assert.deepEqual(outcome(done).map((line) => line.split(' ').slice(0, 4).join(' ')), gold.map((one) => row(one)));
    assert.equal(done.filter(({ status }) => status === 'rejected').length, suggested.length - gold.length);
    console.log(`      ${editor.keys} keys for ${suggested.length} suggestions`);
    assert.ok(editor.keys <= MOST_KEYS_FOR_100);
  });

  it(`the label of a word is given to all its other places with at most ${MOST_KEYS_FOR_OTHERS} keys`, async () => {
    const page = 'others.txt';
    const { text, gold, suggested } = unknownWords();
    await writeFile(join(window.workspace, page), text);
    await reviewPage(window, page);
    const editor = new SimulatedEditor(window, text, gold, suggested);
    await editor.review();
    const done = await sidecarOf(page, (annotations) => annotations.every(({ status }) => status !== 'suggested'));
    assert.deepEqual(outcome(done).map((line) => line.split(' ').slice(0, 4).join(' ')).sort(), gold.map((one) => row(one)).sort());
    console.log(`      the same label for all other places of words: ${editor.keysForOthers.join(', ')} keys`);
    assert.ok(editor.keysForOthers.length > 0 && editor.keysForOthers.every((count) => count <= MOST_KEYS_FOR_OTHERS));
  });
});
