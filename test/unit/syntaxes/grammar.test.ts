import { deepEqual, ok } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createOnigScanner, createOnigString, loadWASM } from 'vscode-oniguruma';
import { INITIAL, Registry, parseRawGrammar, type IGrammar } from 'vscode-textmate';

const PROJECT = join(__dirname, '../../..');
const PATH = join(PROJECT, 'syntaxes', 'news.tmLanguage.json');

async function loadGrammar(): Promise<IGrammar> {
  const wasm = readFileSync(require.resolve('vscode-oniguruma/release/onig.wasm'));
  await loadWASM(wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength));
  const registry = new Registry({
    onigLib: Promise.resolve({ createOnigScanner, createOnigString }),
    loadGrammar: () => Promise.resolve(parseRawGrammar(readFileSync(PATH, 'utf8'), PATH)),
  });
  const grammar = await registry.loadGrammar('text.news');
  ok(grammar);
  return grammar;
}

describe('the grammar of news pages', () => {
  let grammar: IGrammar;
  before(async () => { grammar = await loadGrammar(); });

  /** The words of a line that have the scope (or one that it begins), joined where tokens follow one another. */
  function scoped(line: string, scope: string): string[] {
    const words: string[] = [];
    let end = -1;
    for (const token of grammar.tokenizeLine(line, INITIAL).tokens) {
      if (!token.scopes.some((one) => one === `${scope}.news` || one.startsWith(`${scope}.`))) continue;
      const text = line.slice(token.startIndex, Math.min(token.endIndex, line.length));
      if (token.startIndex === end) words.push(`${words.pop() ?? ''}${text}`);
      else words.push(text);
      end = token.endIndex;
    }
    return words;
  }

  const cases: Record<string, readonly (readonly [string, readonly string[]])[]> = {
    'markup.heading.subhead': [
      ['■■让老渠通水', ['■■让老渠通水']], ['◆ 一条路连起三个寨', ['◆ 一条路连起三个寨']], ['二、先修塘坝', ['二、先修塘坝']], ['（三）管好水闸', ['（三）管好水闸']],
      ['一、二、三产业都有了起色。', []], ['■水闸开了三天，下游的稻田都喝足了水。', []], ['村里有三口塘', []],
    ],
    'markup.heading': [['# 水利专刊', ['# 水利专刊']], ['#号键坏了', []], ['——记守闸人雷大川', ['——记守闸人雷大川']], ['他说——不急', []]],
    'comment.line.pinyin': [['Shui xiang ji shi', ['Shui xiang ji shi']], ['The gate', ['The gate']], ['The gate was opened by the keeper of the old canal at noon today', []], ['水 乡', []]],
    'keyword.other.dateline': [
      ['本报讯（记者 雷小川）昨日，水闸开了。', ['本报讯']], ['新华社青石镇5月3日电 水闸开了。', ['新华社青石镇5月3日电']], ['　　云水晚报讯 水闸开了。', ['云水晚报讯']], ['他在本报讯问处', []],
    ],
    'entity.name.byline': [
      ['本报记者 雷小川', ['本报记者 雷小川']], ['本报讯（记者 雷小川）昨日，水闸开了。', ['（记者 雷小川）']], ['文/图 雷小川', ['文/图 雷小川']], ['文 / 雷小川', ['文 / 雷小川']],
      ['老渠又通了水。（记者 雷小川）', ['（记者 雷小川）']], ['记者看到，水闸开了。', []], ['图为水闸。雷小川 摄', ['雷小川 摄']], ['守闸人 雷大川/摄', ['守闸人 雷大川/摄']],
    ],
    'meta.caption': [['图为开闸的老渠。', ['图为开闸的老渠。']], ['▲上图：守闸人在记水位。', ['▲上图：守闸人在记水位。']], ['图书馆开了门', []]],
    'comment.line.note': [['（作者系青石镇水利站站长）', ['（作者系青石镇水利站站长）']], ['（上接第一版）', ['（上接第一版）']], ['（见下图）', []]],
    'string.quoted.double': [['他说：“水来了。”大家都笑。', ['“水来了。”']], ['門上寫着「水閘」', ['「水閘」']], ['“没有说完', []]],
    'string.other.title': [['他读《水经》和《渠志》。', ['《水经》', '《渠志》']], ['《没有说完', []]],
    'constant.numeric': [
      ['修渠12.6公里，投入1,280万元', ['12.6公里', '1,280万元']], ['2021 年有３５户、占 45%', ['2021 年', '３５户', '45%']], ['八个月', []], ['用水300余立方米', ['300余立方米']],
    ],
    'keyword.other.unit': [['修渠12.6公里，投入1280万元，45%', ['公里', '元']]],
  };
  for (const [scope, examples] of Object.entries(cases)) {
    it(`marks ${scope}`, () => {
      deepEqual(examples.map(([line]) => [line, scoped(line, scope)]), examples);
    });
  }

  it('needs time in proportion to the length of a line, whatever stands in it', () => {
    // the tokenizer gives up a line after the time limit (20 s, far above what it needs) and says so
    for (const part of ['“', '《', '（记者 ', '1,', '12 ', '■', '一、', '图为', '雷小川 摄', '——', 'a ', '（作者', '本报讯']) {
      const { stoppedEarly } = grammar.tokenizeLine(part.repeat(20_000 / part.length), INITIAL, 20_000);
      ok(!stoppedEarly, part);
    }
  });

  it('and its language know the brackets and quotes of Chinese', () => {
    const language = JSON.parse(readFileSync(join(PROJECT, 'media', 'news-language.json'), 'utf8')) as { brackets: [string, string][]; surroundingPairs: [string, string][]; wordPattern: { pattern: string; flags: string } };
    for (const pair of ['（）', '《》', '“”', '‘’', '「」', '【】']) {
      ok(language.brackets.some((one) => one.join('') === pair), pair);
      ok(language.surroundingPairs.some((one) => one.join('') === pair), pair);
    }
    const words = new RegExp(language.wordPattern.pattern, `${language.wordPattern.flags}g`);
    deepEqual('修渠12.6公里，WiFi·雷小川《渠志》'.match(words), ['修渠', '12.6', '公里', 'WiFi·雷小川', '渠志']);
  });
});
