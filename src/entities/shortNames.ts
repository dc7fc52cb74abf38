import type { EntityLabel } from '../annotations/model';
import { LIST_BIT, SET_BIT, type Lexicon } from './lexicon';

const DOT = '·';
/** Legal forms and other last words that a short name leaves away, or keeps as its only last word. */
const COMPANY_FORMS = ['集团股份有限公司', '股份有限公司', '有限责任公司', '集团有限公司', '有限公司', '集团公司', '公司', '集团'];
const TRADES = ['农业', '科技', '发展', '实业', '信息', '技术', '网络', '文化', '传媒', '电子', '电气', '智能', '生物', '医药', '药业', '食品', '新能源', '能源', '环保',
  '材料', '新材料', '机械', '制造', '装备', '汽车', '物流', '贸易', '商贸', '投资', '控股', '资产', '管理', '咨询', '服务', '建设', '建筑', '工程', '置业', '地产',
  '旅游', '餐饮', '酒业', '纺织', '服装', '服饰', '化工', '钢铁', '矿业', '电力', '水务', '乳业', '生态', '养殖', '种植', '农产品', '加工', '开发', '产业', '教育', '数字',
  '数据', '软件', '通信', '航空', '工艺', '美术', '印刷', '包装', '家具', '陶瓷', '茶业', '果业', '林业', '渔业', '畜牧', '开发区', '信息技术', '搪瓷'];
/** Bodies inside an organisation, without which its name is its own. */
const INNER_BODIES = ['功能型党支部', '联合党支部', '临时党支部', '机关党委', '党委', '党组', '党总支', '党支部', '党工委', '党小组', '纪委', '纪检组', '团委', '团支部', '工会', '妇联'];
const PLACE_FORMS = ['自治区', '自治州', '自治县', '街道', '社区', '省', '市', '县', '区', '州', '盟', '旗', '镇', '乡', '村', '屯'];
const SENIOR = '老小阿大';
const SHORTEST = 2;

/** The short names under which a page may mention something again that it has named in full. Each has at least two characters. */
export function shortNames(name: string, label: EntityLabel, lexicon: Lexicon): string[] {
  const found = new Set<string>();
  if (label === 'PERSON') personShortNames(name, lexicon, found);
  if (label === 'ORG') organisationShortNames(name, lexicon, found);
  if (label === 'PLACE') placeShortNames(name, lexicon, found);
  found.delete(name);
  return [...found].filter((short) => short.length >= SHORTEST);
}

/** A foreign name's first and last part; a Chinese name's given name of two characters, 小 or 老 with the surname. */
function personShortNames(name: string, lexicon: Lexicon, found: Set<string>): void {
  if (name.includes(DOT)) {
    const parts = name.split(DOT);
    found.add(parts[parts.length - 1]);
    found.add(parts[0]);
    return;
  }
  const bits = lexicon.characters[name.charCodeAt(0)];
  if ((bits & (SET_BIT.surname | SET_BIT.rareSurname)) === 0 || name.length > 4) return;
  if (name.length === 3) found.add(name.slice(1));
  if (name.length === 4) found.add(name.slice(2));
  if (name.length <= 3) for (const senior of SENIOR) found.add(senior + name[0]);
}

/** 安澜远泽农业发展有限公司 → 远泽公司, 远泽; 禾川集团 → 禾川; 禾川集团党委 → 禾川集团, 禾川. */
function organisationShortNames(name: string, lexicon: Lexicon, found: Set<string>): void {
  const inner = INNER_BODIES.find((ending) => name.endsWith(ending));
  if (inner !== undefined) {
    const owner = name.slice(0, -inner.length);
    if (isPlaceName(owner, lexicon)) return;
    found.add(owner);
    organisationShortNames(owner, lexicon, found);
    return;
  }
  const form = COMPANY_FORMS.find((ending) => name.endsWith(ending));
  if (form === undefined) return;
  const whole = name.slice(0, -form.length);
  let core = whole.slice(placePrefix(whole, lexicon));
  found.add(core);
  for (let trade = tradeAtEnd(core); trade !== undefined; trade = tradeAtEnd(core)) {
    core = core.slice(0, -trade.length);
    found.add(core);
    found.add(core + trade);
  }
  if (core.length < SHORTEST) return;
  found.add(`${core}公司`);
  found.add(`${core}集团`);
}

/** Whether the name is, or ends like, that of a place: 石门渡村党支部 is no body called 石门渡村. */
function isPlaceName(name: string, lexicon: Lexicon): boolean {
  return PLACE_FORMS.some((ending) => name.endsWith(ending)) || placePrefix(name, lexicon, 0) === name.length;
}

function tradeAtEnd(core: string): string | undefined {
  return TRADES.find((trade) => core.length >= trade.length + SHORTEST && core.endsWith(trade));
}

/** 某州青禾县柳湾大坝 → 青禾县, 柳湾大坝, 青禾. */
function placeShortNames(name: string, lexicon: Lexicon, found: Set<string>): void {
  const parts: string[] = [];
  let start = 0;
  for (let at = 1; at <= name.length; at += 1) {
    const form = PLACE_FORMS.find((ending) => name.slice(start, at).endsWith(ending) && at - start > ending.length);
    if (form === undefined && at < name.length) continue;
    parts.push(name.slice(start, at));
    start = at;
  }
  for (const part of parts) {
    found.add(part);
    const form = PLACE_FORMS.find((ending) => part.endsWith(ending));
    const rest = form === undefined ? '' : part.slice(0, -form.length);
    if (rest.length >= SHORTEST && !isCommonWord(rest, lexicon)) found.add(rest);
  }
}

/** How many code units at the start of the name are names of places, where so many at least stay behind them. */
function placePrefix(name: string, lexicon: Lexicon, least = SHORTEST): number {
  const codes = codesOf(name);
  let prefix = 0;
  for (;;) {
    let longest = prefix;
    lexicon.match(codes, prefix, codes.length, (end, bits) => {
      if (bits & (LIST_BIT.place | LIST_BIT.admin) && name.length - end >= least) longest = end;
    });
    if (longest === prefix) return prefix;
    prefix = longest;
  }
}

function isCommonWord(word: string, lexicon: Lexicon): boolean {
  const codes = codesOf(word);
  const bits = lexicon.bitsOf(codes, 0, codes.length);
  return bits !== 0 && (bits & (LIST_BIT.place | LIST_BIT.admin | LIST_BIT.org | LIST_BIT.person)) === 0;
}

function codesOf(text: string): Uint16Array {
  return Uint16Array.from(text, (character) => character.charCodeAt(0));
}
