import { inBothScripts } from './traditional';
import { WordTrie } from '../page/wordTrie';

/** What an approximator says of the number: about it, more than it (a lower bound), less than it (an upper bound). */
export type Bound = 'about' | 'from' | 'upTo';

export interface Approximator {
  readonly word: string;
  readonly bound: Bound;
  /** A verb stands between it and the number (约有 150): it says something of the number without being part of the span. */
  readonly detached?: true;
}

/** Approximators in front, by their last character, longest first. */
export type FrontWords = ReadonlyMap<string, readonly Approximator[]>;

/** Words before any number. */
export const BEFORE: FrontWords = byLastCharacter([
  ...words('about', '差不多 大约 大概 大致 将近 接近 几近 近乎 约莫 约 近'),
  ...words('about', '约有 约为 约合 约达 约占 约需 约计').map((one) => ({ ...one, detached: true as const })),
  ...words('from', '不少于 不低于 不小于 超过了 超过 超出 不止 不下于 不下 至少 最少 起码 超 逾 大于 高于 多于 ≥ > ＞'),
  ...words('upTo', '不超过 不多于 不大于 不高于 不到 不足 不满 未满 至多 最多 小于 低于 少于 ≤ < ＜'),
]);

/** 上百, 过千: only before a numeral that begins with a multiplier. */
export const BEFORE_BARE: FrontWords = byLastCharacter([...words('about', '近'), ...words('from', '上 过 破 成')]);

/** Words that end in an approximator and are none: 最近, 节约, 赶超. */
const NOT_BEFORE: Readonly<Record<string, string>> = {
  约: '节签合条预制契履违公邀纽赴续简婉失践特相依盟和集解誓毁',
  近: '最附邻临靠亲贴远新凑挨走切浅',
  超: '赶反高英中西德意法',
  过: '通经超不度难渡路越错透胜已飞走穿',
  上: '以加晚早网线身路海车马船天地桌手会山城街楼同',
  成: '完达建构组形变分造促',
  破: '突打冲打爆识',
  '>': '"\'=-<>/',
  '<': '"\'=-<>/',
  逾: '',
};

/** Words after a number and its unit. */
const AFTER = new WordTrie<Approximator>();
for (const one of [
  ...words('about', '左右 上下 光景 前后 许 来 几'),
  ...words('from', '以上 及以上 或以上 和以上 之上 开外 出头 出頭 有余 之多 余 多 + ＋'),
  ...words('upTo', '以下 及以下 或以下 以内 之内 以里'),
]) AFTER.add(one.word, one);

function byLastCharacter(list: readonly Approximator[]): FrontWords {
  const map = new Map<string, Approximator[]>();
  for (const one of [...list].sort((left, right) => right.word.length - left.word.length)) {
    const last = one.word.charAt(one.word.length - 1);
    map.set(last, [...(map.get(last) ?? []), one]);
  }
  return map;
}

function words(bound: Bound, list: string): Approximator[] {
  return list.split(' ').flatMap(inBothScripts).map((word) => ({ word, bound }));
}

/** The approximator that ends at `end`, not reaching before `floor`. */
export function approximatorBefore(text: string, end: number, floor: number, list: FrontWords): Approximator | undefined {
  const candidates = list.get(text.charAt(end - 1));
  const found = candidates?.find((one) => end - one.word.length >= floor && text.startsWith(one.word, end - one.word.length));
  if (!found) return undefined;
  const before = text.charAt(end - found.word.length - 1);
  return before !== '' && NOT_BEFORE[found.word]?.includes(before) ? undefined : found;
}

/** The approximator that starts at `at`: 左右, 以上, 余 … */
export function approximatorAfter(text: string, at: number): Approximator | undefined {
  return AFTER.longest(text, at);
}
