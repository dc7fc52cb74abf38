import { PageAnnotations } from '../../../src/annotations/pageAnnotations';
import { writeSidecar } from '../../../src/annotations/sidecarWrite';
import { textHash } from '../../../src/files/textHash';

const SURNAMES = '赵钱孙李周吴郑王冯陈蒋沈韩杨朱秦许何吕张';
export const PLACES = ['青禾镇', '石桥县', '临江区', '云湖村', '白塬乡', '望海市'];
export const DAY = { by: '编辑甲', at: '2024-03-01T08:00:00.000Z' };

function nameAt(index: number): string {
  return SURNAMES[index % SURNAMES.length] + String.fromCharCode(0x4e00 + (index * 37) % 5000) + (index % 3 === 0 ? '' : String.fromCharCode(0x4e00 + (index * 91) % 5000));
}

/** One page with a hundred annotations, half of them names, and its sidecar; the number makes it another page, always the same one. */
export function annotatedPage(page: number): { text: string; sidecar: string } {
  const marks: { start: number; end: number; label: string; layer: 'entity' | 'number' }[] = [];
  let text = `第${page}版　要闻\n`;
  const mark = (words: string, layer: 'entity' | 'number', label: string): void => {
    marks.push({ start: text.length, end: text.length + words.length, layer, label });
    text += words;
  };
  for (let line = 0; line < 25; line++) {
    mark(nameAt((page * 17 + line * 5) % 4000), 'entity', 'PERSON');
    text += '昨日到';
    mark(PLACES[(page + line) % PLACES.length], 'entity', 'PLACE');
    text += '查看渠道整修，当地今年拨款';
    mark(`${page % 90 + 10}万元`, 'number', 'money');
    text += '，修渠';
    mark(`${line + 3}公里`, 'number', 'measure');
    text += line % 3 === 0 ? '，乡亲们都来帮忙，秋后就能通水。\n' : '，乡亲们都来帮忙，秋后就\n能通水。';
  }
  const store = new PageAnnotations(text, []);
  const annotations = marks.map((one, index) => ({
    id: `${page}-${index}`, ...one, quote: text.slice(one.start, one.end), origin: 'suggested' as const, confidence: 0.9,
    ...(index % 3 === 0 ? { status: 'suggested' as const } : { status: 'accepted' as const, ...DAY }),
  }));
  const header = { file: `${page}.txt`, hash: textHash(text), length: text.length, eol: 'lf' as const, encoding: 'utf8' };
  return { text: store.text, sidecar: writeSidecar(header, annotations, text) };
}
