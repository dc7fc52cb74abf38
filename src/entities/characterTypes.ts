/** Types of characters. */
export const CHARACTER = {
  Han: 0, Digit: 1, Latin: 2, Kana: 3, Stop: 4, Comma: 5, Dot: 6, OpenQuote: 7, CloseQuote: 8, OpenBracket: 9, CloseBracket: 10, Space: 11, Pause: 12, Other: 13,
} as const;

export const CHARACTER_TYPE = typeTable();

function typeTable(): Uint8Array {
  const types = new Uint8Array(0x10000).fill(CHARACTER.Other);
  const set = (characters: string, type: number): void => {
    for (const character of characters) types[character.charCodeAt(0)] = type;
  };
  types.fill(CHARACTER.Han, 0x3400, 0xa000);
  types.fill(CHARACTER.Han, 0xd800, 0xe000);
  types[0x3007] = CHARACTER.Han;
  types.fill(CHARACTER.Kana, 0x3040, 0x3100);
  types.fill(CHARACTER.Digit, 0x30, 0x3a);
  types.fill(CHARACTER.Latin, 0x41, 0x5b);
  types.fill(CHARACTER.Latin, 0x61, 0x7b);
  types.fill(CHARACTER.Latin, 0xc0, 0x250);
  set('。！？!?；;…', CHARACTER.Stop);
  set('，,：:', CHARACTER.Comma);
  set('·•・‧．', CHARACTER.Dot);
  set('“‘「『"', CHARACTER.OpenQuote);
  set('”’」』', CHARACTER.CloseQuote);
  set('（(〔【［[《〈', CHARACTER.OpenBracket);
  set('）)〕】］]》〉', CHARACTER.CloseBracket);
  set(' \u3000\t\u00a0', CHARACTER.Space);
  set('、', CHARACTER.Pause);
  return types;
}

/** Full-width digits and letters as half-width ones; every digit as 0. */
export function normalised(code: number): number {
  const half = code >= 0xff01 && code <= 0xff5e && CHARACTER_TYPE[code] === CHARACTER.Other ? code - 0xfee0 : code;
  return half >= 0x30 && half <= 0x39 ? 0x30 : half;
}
