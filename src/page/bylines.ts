import { CharClass, charClass } from './chars';
import { isColumnWord } from './columnTitles';
import type { BylineName } from './page';

/** Words that stand before the names they describe. */
const LEADING_ROLES = [
  '特约记者', '特約記者', '见习记者', '攝影記者', '实习记者', '首席记者', '驻站记者', '特派记者', '摄影记者', '特约通讯员', '特约评论员', '本报评论员', '评论员',
  '实习生', '通讯员', '記者', '通訊員', '记者', '撰稿人', '撰稿', '采写', '编译', '作者', '责任编辑', '責任編輯', '责编', '見習記者', '實習記者', '见习编辑', '编辑', '編輯', '美编', '版式', '校对',
  '审校', '校检', '策划', '统筹', '翻译', '主笔', '执笔',
];
/** Words that stand after the names they describe, or before them with a colon or a slash. */
const TRAILING_ROLES = ['摄影报道', '摄影', '攝影報道', '攝影', '供图', '供圖', '制图', '绘图', '整理', '撰文', '摄', '攝', '文', '图', '圖'];
/** Words that end a byline and describe nobody. */
const CLOSING_WORDS = new Set(['发', '發']);
/** What ends a reporter's name or, after a slash, the place of the report: 某某报道, ／某地報導. */
const REPORT_WORDS = /(?:综合|綜合|采访|採訪)?(?:报道|报导|報道|報導)$/;
const NAMELESS = new Set(['本报评论员', '评论员']);
/** Without one of the first anywhere, or one of the last before what is no Han, a text is no byline. */
const ROLE = new RegExp(`${LEADING_ROLES.join('|')}|(?:${TRAILING_ROLES.join('|')})(?![\\u4e00-\\u9fff·])`);
const LONGEST_EMPLOYER = 16;
/** A role for those whom the page names beside a reporter without saying what they are. */
const UNNAMED_ROLE = '作者';

interface Token {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** What a byline says. */
export interface Byline {
  readonly names: readonly BylineName[];
  /** Whether there is nothing in the text but roles, names and, before a role, an employer. */
  readonly complete: boolean;
  /** Whether a role word stands in it. */
  readonly hasRole: boolean;
}

/**
 * Reads a byline such as 本报记者 孙某某 通讯员 李某 文/图. A name is two to four Han characters (more with a dot inside);
 * a name set with a space between its two characters counts as one.
 *
 * @param start offset of `text` in the page; the spans of the names are offsets of the page.
 */
export function readByline(text: string, start: number): Byline {
  const tokens = tokensOf(text);
  const names: { start: number; end: number; name: string; role: string }[] = [];
  let complete = tokens !== null;
  let hasRole = false;
  let role = '';
  let unlabelled = 0;
  const take = (from: number, to: number): void => {
    names.push({ start: start + from, end: start + to, name: text.slice(from, to).replace(/[ \u3000]/g, ''), role });
    if (role === '') unlabelled++;
  };
  const label = (trailing: string): void => {
    hasRole = true;
    if (unlabelled === 0) {
      role = trailing;
      return;
    }
    for (const named of names.slice(-unlabelled)) named.role = trailing;
    unlabelled = 0;
  };
  for (const token of tokens ?? []) {
    const word = TRAILING_ROLES.some((candidate) => token.text.endsWith(candidate)) ? token.text : token.text.replace(REPORT_WORDS, '');
    const end = token.end - (token.text.length - word.length);
    if (word === '' || (end < token.end && '／/'.includes(text[token.start - 1] ?? ' '))) continue;
    const leading = LEADING_ROLES.find((candidate) => word.includes(candidate));
    if (leading !== undefined && word.indexOf(leading) <= LONGEST_EMPLOYER) {
      const rest = withoutTrailingRole(word.slice(word.indexOf(leading) + leading.length));
      const from = token.start + word.indexOf(leading) + leading.length;
      hasRole = true;
      role = leading;
      unlabelled = 0;
      if (isName(rest) && !isColumnWord(rest)) take(from, from + rest.length);
      else if (rest !== '') complete = false;
      continue;
    }
    const trailing = TRAILING_ROLES.find((candidate) => word.endsWith(candidate));
    if (trailing !== undefined && word === trailing) {
      label(trailing);
    } else if (trailing !== undefined && isName(word.slice(0, -trailing.length)) && (trailing.length > 1 || trailing === '摄' || trailing === '攝')) {
      const name = word.slice(0, -trailing.length);
      names.push({ start: start + token.start, end: start + token.start + name.length, name, role: trailing });
      unlabelled++;
      label(trailing);
    } else if (isName(word)) {
      take(token.start, end);
    } else if (!CLOSING_WORDS.has(word)) {
      complete = false;
    }
  }
  for (const named of names) if (named.role === '') named.role = UNNAMED_ROLE;
  if (names.length === 0 && !(tokens ?? []).some((token) => NAMELESS.has(token.text))) complete = false;
  return { names, complete, hasRole };
}

/** Whether the text is a byline and nothing more, with a role in it. */
export function isByline(text: string): boolean {
  if (!ROLE.test(text)) return false;
  const { complete, hasRole } = readByline(text, 0);
  return complete && hasRole;
}

/** 某某摄 without the role; a role of one character other than 摄 may be part of a name. */
function withoutTrailingRole(word: string): string {
  const trailing = TRAILING_ROLES.find((candidate) => word.endsWith(candidate) && (candidate.length > 1 || candidate === '摄' || candidate === '攝'));
  return trailing === undefined ? word : word.slice(0, -trailing.length);
}

/** Whether a byline breaks off after a role whose names must follow on the next line. */
export function endsInRole(text: string): boolean {
  return LEADING_ROLES.some((role) => text.endsWith(role) && !NAMELESS.has(role));
}

/** Whether the word has the shape of a Chinese name. */
function isName(word: string): boolean {
  const length = word.replace(/[ \u3000]/g, '').length;
  return word.includes('·') ? length >= 4 && length <= 14 : length >= 2 && length <= 4;
}

/** The most common Chinese surnames, by the census lists; together they cover well over nine people in ten. */
const SURNAMES = '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫雷龙史陶贺毛郝顾龚邵万覃武钱戴严莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷曲盛冉翁蓝路游辛靳管柴蒙鲍华喻祁房滕屈饶解牟艾尤时穆农司古吉车项连芦麦段张陳楊黃趙吳孫馬鄭謝許韓鄧馮蕭葉蘇呂盧鐘譚陸範賈鄒龍賀顧錢嚴湯龐顏莊聶魯歐關蘭單羅劉';
const COMPOUND_SURNAMES = /^(?:欧阳|司马|上官|诸葛|夏侯|皇甫|尉迟|公孙|慕容|令狐|司徒|东方|端木|歐陽|司馬)/;

/** Whether the text is a name and nothing more: a common surname and one or two characters, letter-spaced or not. */
export function isBareName(text: string): boolean {
  const name = text.replace(/[ \u3000]/g, '');
  if (!/^[\u4e00-\u9fff]{2,4}$/.test(name)) return false;
  return COMPOUND_SURNAMES.test(name) ? name.length >= 3 : name.length <= 3 && SURNAMES.includes(name[0]);
}

/** The Han words of a byline; null where anything else stands in it than such words and what separates them. */
function tokensOf(text: string): Token[] | null {
  const tokens: Token[] = [];
  let offset = 0;
  while (offset < text.length) {
    const unit = text.charCodeAt(offset);
    if (isNameUnit(unit)) {
      const from = offset;
      while (offset < text.length && isNameUnit(text.charCodeAt(offset))) offset++;
      tokens.push({ start: from, end: offset, text: text.slice(from, offset) });
    } else if (isSeparator(unit, text[offset])) {
      offset++;
    } else {
      return null;
    }
  }
  return mergeSpacedNames(text, tokens);
}

function mergeSpacedNames(text: string, tokens: readonly Token[]): Token[] {
  const merged: Token[] = [];
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index];
    const next = index + 1 < tokens.length ? tokens[index + 1] : null;
    if (next && token.text.length === 1 && next.text.length === 1 && text.slice(token.end, next.start).trim() === '') {
      merged.push({ start: token.start, end: next.end, text: text.slice(token.start, next.end) });
      index++;
    } else {
      merged.push(token);
    }
  }
  return merged;
}

function isNameUnit(unit: number): boolean {
  return charClass(unit) === CharClass.Han || unit === 0xb7;
}

function isSeparator(unit: number, character: string): boolean {
  const kind = charClass(unit);
  return kind === CharClass.Space || kind === CharClass.Break || '/／、|｜：:（）()，,□■◎●◇◆'.includes(character);
}
