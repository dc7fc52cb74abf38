import { tableOf } from './chars';
import type { Opener } from './joinSignals';
import type { Line } from './lines';

/** Time, source and turn: words with which news paragraphs begin. */
const OPENERS = [
  '近年来', '近日', '日前', '近期', '连日来', '今年', '去年', '前年', '当年', '当天', '当日', '目前', '眼下', '如今', '当下', '现在',
  '据了解', '据介绍', '据悉', '据统计', '截至', '此外', '另外', '与此同时', '在此基础上', '下一步', '接下来', '未来', '当然', '总之', '记者', '采访中',
  '走进', '随着', '近年來', '據了解', '據悉',
];
/** Words that look back to a sentence of the same paragraph. */
const BACKWARD_WORDS = [
  '其中', '但', '而且', '并且', '因此', '因而', '所以', '于是', '不过', '然而', '可是', '也', '还', '又', '都', '这',
  '那', '它', '其', '同样', '例如', '比如', '尤其', '特别是', '甚至', '随后', '然后', '結果', '但是', '這',
];
const OPENS = new RegExp(`^(?:自?\\d{4}年|\\d{1,2}[月时]|${OPENERS.join('|')})`);
const LOOKS_BACK = new RegExp(`^(?:${BACKWARD_WORDS.join('|')})`);
/** 1 for what those begin with: most lines need not be held against the patterns. */
const BEGINNINGS = tableOf(`0123456789自${[...OPENERS, ...BACKWARD_WORDS].map(([first]) => first).join('')}`);
const LONGEST = 8;

/** What the first words of a line say. Looks at eight characters at most. */
export function openerOf(raw: string, line: Line): Opener {
  if (BEGINNINGS[raw.charCodeAt(line.start)] === 0) return 'neither';
  const words = raw.slice(line.start, Math.min(line.end, line.start + LONGEST));
  return OPENS.test(words) ? 'opens' : LOOKS_BACK.test(words) ? 'looksBack' : 'neither';
}
