/** Writers of numerals for the property tests: the way back from a value to a text. */

const PLAIN = { digits: '零一二三四五六七八九', small: ['', '十', '百', '千'], big: ['', '万', '亿', '万亿'] } as const;
const FORMAL = { digits: '零壹贰叁肆伍陆柒捌玖', small: ['', '拾', '佰', '仟'], big: ['', '万', '亿', '万亿'] } as const;

function writeSection(value: number, set: typeof PLAIN | typeof FORMAL): string {
  let text = '';
  let gap = false;
  for (let place = 3; place >= 0; place--) {
    const digit = Math.floor(value / 10 ** place) % 10;
    if (digit === 0) {
      gap = text !== '';
      continue;
    }
    text += `${gap ? '零' : ''}${set.digits.charAt(digit)}${set.small[place]}`;
    gap = false;
  }
  return text;
}

/** An integer from 0 to below 10¹² in Chinese: 三万五千二百零六; `formal` with 叁万伍仟贰佰零陆. */
export function writeChinese(value: number, formal = false): string {
  const set = formal ? FORMAL : PLAIN;
  if (value === 0) return '零';
  let text = '';
  let gap = false;
  for (let place = 2; place >= 0; place--) {
    const section = Math.floor(value / 10000 ** place) % 10000;
    if (section === 0) {
      gap = text !== '';
      continue;
    }
    text += `${text !== '' && (gap || section < 1000) ? '零' : ''}${writeSection(section, set)}${set.big[place]}`;
    gap = false;
  }
  return formal ? text : text.replace(/^一十/, '十');
}

/** Digits one by one: 2021 is 二〇二一. */
export function writeSequence(digits: string): string {
  return Array.from(digits, (digit) => '〇一二三四五六七八九'.charAt(Number(digit))).join('');
}

export function writeFullWidth(text: string): string {
  return text.replace(/[0-9.%]/g, (mark) => String.fromCharCode(mark.charCodeAt(0) + 0xfee0));
}

/** 1234567 is 1,234,567. */
export function writeGrouped(value: number): string {
  return String(value).replace(/\B(?=(?:\d{3})+$)/g, ',');
}
