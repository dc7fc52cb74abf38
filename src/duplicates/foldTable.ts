import { SIMPLIFIED, TRADITIONAL } from './traditionalTable';

/**
 * What a code unit counts for when passages are compared. Letters, digits and symbols are compared in folded form;
 * spaces, control characters and punctuation are passed over.
 */
export const UnitClass = {
  /** White space, control and format characters: never compared, never counted. */
  space: 0,
  /** Letters, digits, symbols, halves of surrogate pairs: compared. */
  letter: 1,
  /** Punctuation that belongs to what follows: “ 《 （. */
  opener: 2,
  /** Punctuation that belongs to what precedes: ” 》 ） ， 。. */
  closer: 3,
  /** Punctuation that can belong to either side: - · " … */
  neutral: 4,
} as const;

const OPENERS = '“‘「『《〈（【〔［｛〖〘([{<﹙﹛﹝＜';
const CLOSERS = '”’」』》〉）】〕］｝〗〙)]}>﹚﹜﹞＞，、。；：？！,.;:?!﹐﹑﹒﹔﹕﹖﹗．｡､';

/** Punctuation that editors and converters swap for each other, each row folded to its first character. */
const VARIANTS = [
  '"“”‘’「」『』\'＂＇«»‹›〝〞',
  '<《〈＜', '>》〉＞',
  '([{（【〔［｛〖〘﹙﹛﹝', ')]}）】〕］｝〗〙﹚﹜﹞',
  ',，、﹐﹑､', '.。．｡﹒…⋯',
  ';；﹔', ':：﹕︰∶', '?？﹖', '!！﹗',
  '-—–―‐‑−－~～〜﹣─━',
  '·•・‧∙●■▪◆', '/／',
];

/** Symbols that change what a number says: compared like letters although Unicode files some under punctuation. */
const COMPARED_PUNCTUATION = '%‰‱&@#％＆＠＃';

/**
 * Folded unit and class of each of the 65,536 code units. Width forms, compatibility ideographs and case are folded by
 * Unicode's own tables (NFKC, where a unit becomes exactly one other).
 */
export interface FoldTable {
  /** What the unit is compared as; 0 for spaces. */
  readonly folded: Uint16Array;
  /** A value of UnitClass. */
  readonly kind: Uint8Array;
  /** What a letter is compared as; 0 for every other unit. */
  readonly letters: Uint16Array;
}

function foldTable(): FoldTable {
  const folded = new Uint16Array(0x10000);
  const kind = new Uint8Array(0x10000);
  for (let unit = 0; unit < 0x10000; unit++) {
    folded[unit] = unit;
    kind[unit] = UnitClass.letter;
    if (unit >= 0x3400 && unit < 0xe000) continue; // ideographs, Hangul, surrogates: nothing to fold
    const character = String.fromCharCode(unit);
    if (/[\s\p{Z}\p{C}\p{M}\u3164\uffa0]/u.test(character)) {
      if (/\p{Co}/u.test(character)) continue; // private use: rare characters of old typesetting
      folded[unit] = 0;
      kind[unit] = UnitClass.space;
      continue;
    }
    const plain = character.normalize('NFKC').toLowerCase();
    if (plain.length === 1) folded[unit] = plain.charCodeAt(0);
    if (/\p{P}/u.test(character) && !COMPARED_PUNCTUATION.includes(character)) kind[unit] = UnitClass.neutral;
  }
  for (const row of VARIANTS) {
    for (const character of row) {
      folded[character.charCodeAt(0)] = row.charCodeAt(0);
      kind[character.charCodeAt(0)] = UnitClass.neutral;
    }
  }
  for (const character of OPENERS) kind[character.charCodeAt(0)] = UnitClass.opener;
  for (const character of CLOSERS) kind[character.charCodeAt(0)] = UnitClass.closer;
  return { folded, kind, letters: lettersOf(folded, kind) };
}

/** Simplified and traditional characters are different ones. */
export const FOLD: FoldTable = foldTable();

/** Traditional characters count as the simplified ones they are written as: 萬 as 万, 後 as 后. Only for comparing. */
export const FOLD_SCRIPTS: FoldTable = withoutTraditional(FOLD);

function withoutTraditional({ folded, kind }: FoldTable): FoldTable {
  const result = folded.slice();
  for (let index = 0; index < TRADITIONAL.length; index++) result[TRADITIONAL.charCodeAt(index)] = SIMPLIFIED.charCodeAt(index);
  return { folded: result, kind, letters: lettersOf(result, kind) };
}

function lettersOf(folded: Uint16Array, kind: Uint8Array): Uint16Array {
  return folded.map((unit, index) => (kind[index] === UnitClass.letter ? unit : 0));
}
