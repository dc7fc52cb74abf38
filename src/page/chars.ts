/** What a code unit is for the layout of a page. One table look-up per unit keeps reading linear and fast. */
export const CharClass = {
  Other: 0,
  Han: 1,
  Lower: 2,
  Upper: 3,
  Digit: 4,
  Space: 5,
  /** 。！？ and their half-width forms; the full stop `.` counts, callers look at what stands around it. */
  SentenceEnd: 6,
  /** ，、；： and half-width forms. */
  Clause: 7,
  Open: 8,
  Close: 9,
  /** … and —, which end some sentences and continue others. */
  Ellipsis: 10,
  Dash: 11,
  /** Signs that open an item or a subhead: ■ ◆ ● … */
  Marker: 12,
  Break: 13,
} as const;

export type CharClass = (typeof CharClass)[keyof typeof CharClass];

const TABLE = buildTable();

/** The class of each UTF-16 code unit, for loops over whole pages; both halves of a surrogate pair count as Han (rare characters of names). */
export const CLASSES: Uint8Array = TABLE;

/** The class of a UTF-16 code unit. */
export function charClass(unit: number): CharClass {
  return TABLE[unit] as CharClass;
}

export const CLASS_MASK = 15;
export const WIDE = 16;
export const SQUEEZABLE = 32;
export const OF_ROLE = 64;

/** A table with 1 for each of the characters: a look-up makes no string, as `includes` with a character of the text would. */
export function tableOf(characters: string): Uint8Array {
  const table = new Uint8Array(0x10000);
  for (let index = 0; index < characters.length; index++) table[characters.charCodeAt(index)] = 1;
  return table;
}

const ROLE_UNITS = '者员員摄攝编辑編輯稿写撰译校划筹笔图圖讯訊电電';

/**
 * One number for each code unit: its class in the low four bits and, above them, whether it is two cells wide in a
 * fixed-width layout, whether typesetters squeeze it to half its width, and whether it belongs to a role word or a dateline (记者, 摄, 讯 …).
 */
export const TRAITS: Uint8Array = buildTraits();

function buildTraits(): Uint8Array {
  const traits = Uint8Array.from(TABLE);
  for (let unit = 0; unit < traits.length; unit++) {
    const kind = TABLE[unit];
    if (kind !== CharClass.Break && isWide(unit)) traits[unit] |= WIDE;
    if (unit > 0xff && (kind === CharClass.Open || kind === CharClass.Close || kind === CharClass.SentenceEnd || kind === CharClass.Clause)) traits[unit] |= SQUEEZABLE;
  }
  for (let index = 0; index < ROLE_UNITS.length; index++) traits[ROLE_UNITS.charCodeAt(index)] |= OF_ROLE;
  return traits;
}

function isWide(unit: number): boolean {
  if (unit < 0x1100 || (unit >= 0xd800 && unit <= 0xdfff) || (unit >= 0xff61 && unit <= 0xffdc)) return false;
  return unit >= 0x2460 || unit < 0x2000 || '“”‘’—…·'.includes(String.fromCharCode(unit));
}

function buildTable(): Uint8Array {
  const table = new Uint8Array(0x10000);
  const range = (from: number, to: number, kind: CharClass): void => {
    table.fill(kind, from, to + 1);
  };
  const each = (characters: string, kind: CharClass): void => {
    for (let index = 0; index < characters.length; index++) table[characters.charCodeAt(index)] = kind;
  };
  range(0x61, 0x7a, CharClass.Lower);
  range(0x41, 0x5a, CharClass.Upper);
  range(0xc0, 0x24f, CharClass.Lower);
  range(0x370, 0x52f, CharClass.Lower);
  range(0xac00, 0xd7a3, CharClass.Lower); // Hangul is written with spaces between words, as Latin is
  range(0xff21, 0xff3a, CharClass.Upper);
  range(0xff41, 0xff5a, CharClass.Lower);
  range(0x30, 0x39, CharClass.Digit);
  range(0xff10, 0xff19, CharClass.Digit);
  range(0x2e80, 0x2fdf, CharClass.Han);
  range(0x3005, 0x3007, CharClass.Han);
  range(0x3021, 0x3029, CharClass.Han);
  range(0x3040, 0x30ff, CharClass.Han);
  range(0x3400, 0x9fff, CharClass.Han);
  range(0xf900, 0xfaff, CharClass.Han);
  range(0xd800, 0xdfff, CharClass.Han);
  range(0x2000, 0x200d, CharClass.Space);
  each(' \t\v\f\u00a0\u1680\u202f\u205f\u2060\u3000\ufeff', CharClass.Space);
  each('\n\r\u0085\u2028\u2029', CharClass.Break);
  each('。！？!?．.｡', CharClass.SentenceEnd);
  each('，、；：,;:､', CharClass.Clause);
  each('“‘「『（(《〈【〔［[｛〖﹁', CharClass.Open);
  each('”’」』）)》〉】〕］]｝〗﹂', CharClass.Close);
  each('…', CharClass.Ellipsis);
  each('—–―─-－~～', CharClass.Dash);
  each('■□◆◇●○▲△▼▽★☆※◎▶►▪▫•◤◢◥◣', CharClass.Marker);
  return table;
}
