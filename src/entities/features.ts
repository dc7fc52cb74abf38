import { hashOne, hashTwo, mix } from './hashing';
import { LIST_BIT, SET_BIT } from './lexicon';
import { CHARACTER } from './characterTypes';
import type { TextView } from './textView';

/** Families of features, for the ablation table: each template belongs to one. */
export const FEATURE_FAMILIES = ['characters', 'words', 'edges', 'commonness', 'lexicon', 'suffix', 'person', 'kind', 'known'] as const;
export type FeatureFamily = (typeof FEATURE_FAMILIES)[number];

/** Upper bound of features of a character. */
export const MAX_FEATURES = 49;

const EDGE = 1;
/** In place of the commonness of a neighbour where there is none. */
const NO_NEIGHBOUR = 14;
const AROUND_BITS = LIST_BIT.title | LIST_BIT.verb | LIST_BIT.address | LIST_BIT.placeSuffix | LIST_BIT.orgSuffix | LIST_BIT.place;
const ENDING_BITS = LIST_BIT.orgSuffix | LIST_BIT.placeSuffix | LIST_BIT.branch;
const ABBREVIATION = SET_BIT.abbreviation << 4;
const CONTEXT_BITS = LIST_BIT.title | LIST_BIT.verb | LIST_BIT.furniture | LIST_BIT.address;

/** The features of the character at `at`: hashes in `out`; returns how many there are. `off` leaves families out. */
export function extractFeatures(view: TextView, at: number, out: Int32Array, off: ReadonlySet<FeatureFamily> | null): number {
  const { codes, classes, wordAt, wordStart, wordHash, wordTag, wordCommonness, wordCount, length } = view;
  let count = 0;
  const code0 = codes[at];
  const codeL = at > 0 ? codes[at - 1] : EDGE;
  const codeLL = at > 1 ? codes[at - 2] : EDGE;
  const codeR = at + 1 < length ? codes[at + 1] : EDGE;
  const codeRR = at + 2 < length ? codes[at + 2] : EDGE;
  if (!off?.has('characters')) {
    out[count++] = hashOne(1, code0);
    out[count++] = hashOne(6, (codeL << 16) | code0);
    out[count++] = hashOne(7, (code0 << 16) | codeR);
    out[count++] = hashOne(2, codeL);
    out[count++] = hashOne(3, codeR);
    out[count++] = hashOne(4, codeLL);
    out[count++] = hashOne(5, codeRR);
    out[count++] = hashOne(8, (codeLL << 16) | codeL);
    out[count++] = hashOne(9, (codeR << 16) | codeRR);
    out[count++] = hashOne(10, (codeL << 16) | codeR);
  }
  const class0 = shape(classes[at]);
  const word = wordAt[at];
  const size = wordStart[word + 1] - wordStart[word];
  const place = placeInWord(view, at, word);
  const tag0 = wordTag[word];
  const tagL = word > 0 ? wordTag[word - 1] : EDGE;
  const spot = place | (Math.min(size, 7) << 2);
  const tagR = word + 1 < wordCount ? wordTag[word + 1] : EDGE;
  if (!off?.has('words')) {
    out[count++] = hashOne(14, wordHash[word] + place);
    out[count++] = hashOne(15, (word > 0 ? wordHash[word - 1] : EDGE) + place);
    out[count++] = hashOne(16, (word + 1 < wordCount ? wordHash[word + 1] : EDGE) + place);
  }
  if (!off?.has('edges')) {
    out[count++] = hashTwo(48, codes[wordStart[word + 1] - 1], spot);
    out[count++] = hashTwo(49, codes[wordStart[word]], spot);
    out[count++] = hashTwo(50, word > 0 ? codes[wordStart[word] - 1] : EDGE, mix(place, tag0));
    out[count++] = hashTwo(51, word + 1 < wordCount ? codes[wordStart[word + 1]] : EDGE, mix(place, tag0));
  }
  if (!off?.has('commonness')) {
    const common0 = wordCommonness[word];
    const commonL = word > 0 ? wordCommonness[word - 1] : NO_NEIGHBOUR;
    const commonR = word + 1 < wordCount ? wordCommonness[word + 1] : NO_NEIGHBOUR;
    out[count++] = hashTwo(52, common0 | (commonL << 4) | (commonR << 8), spot);
    out[count++] = hashTwo(53, common0, mix(tag0, spot));
    if (view.isSurname(at)) out[count++] = hashTwo(54, commonnessFrom(view, at) | (place << 4), 0);
  }
  const lexical0 = lexical(view, at);
  const ends = view.endBits[at];
  const starts = view.startBits[at + 1];
  if (!off?.has('lexicon')) {
    out[count++] = hashTwo(25, lexical0, spot);
    out[count++] = hashTwo(46, view.startBits[wordStart[word + 1]] & AROUND_BITS, mix(place, tag0));
    out[count++] = hashTwo(47, view.endBits[wordStart[word]] & AROUND_BITS, mix(place, tag0));
    out[count++] = hashTwo(26, mix(at > 0 ? lexical(view, at - 1) : 0, lexical0), at + 1 < length ? lexical(view, at + 1) : 0);
    out[count++] = hashTwo(27, ends & CONTEXT_BITS, (view.startBits[at] & CONTEXT_BITS) | (starts & CONTEXT_BITS) << 16);
    out[count++] = hashTwo(28, view.endBits[at + 1] & ENDING_BITS, mix(lexical0, view.startBits[at] & ENDING_BITS));
    out[count++] = hashTwo(29, starts & ENDING_BITS, mix(place, lexical0));
  }
  if (!off?.has('suffix')) {
    const distance = view.suffixAhead[at];
    const bucket = (distance > 18 ? 8 : distance > 9 ? 7 : distance > 5 ? 6 : distance) | (view.verbsAhead[at] << 4);
    const last = distance > 18 ? 0 : codes[at + distance];
    out[count++] = hashTwo(30, bucket, place);
    out[count++] = hashTwo(31, last, mix(bucket, lexical0));
    out[count++] = hashTwo(32, last, mix(bucket, at > 0 ? tagL : EDGE));
    out[count++] = hashTwo(33, mix(bucket, tag0), mix(place, ends & CONTEXT_BITS));
    out[count++] = hashTwo(63, bucket, view.placeBehind[at]);
    out[count++] = hashTwo(64, mix(last, view.placeBehind[at]), place);
  }
  if (!off?.has('person')) {
    out[count++] = hashTwo(34, person(view, at), 0);
    out[count++] = hashTwo(35, person(view, at - 1), 1);
    out[count++] = hashTwo(36, person(view, at - 2), 2);
    out[count++] = hashTwo(37, transliterated(view, at), class0);
    const { runStart, runEnd } = view;
    const runRight = Math.min(runEnd[at] - at, 6);
    const runLeft = Math.min(at - runStart[at], 6);
    if (runRight + runLeft > 1) {
      out[count++] = hashTwo(42, (runLeft << 4) | runRight, view.startBits[runEnd[at]] & AROUND_BITS);
      out[count++] = hashTwo(43, (runLeft << 4) | runRight, view.endBits[runStart[at]] & AROUND_BITS);
    }
    if (classes[at] & ABBREVIATION) {
      const around = (abbreviation(view, at - 2) << 9) | (abbreviation(view, at - 1) << 6) | (abbreviation(view, at + 1) << 3) | abbreviation(view, at + 2);
      out[count++] = hashTwo(44, around, Math.min(size, 3));
      out[count++] = hashTwo(45, around, code0);
      out[count++] = hashTwo(70, codeL, mix(size, place));
      out[count++] = hashTwo(71, codeR, mix(size, place));
      out[count++] = hashTwo(72, (codeL << 16) | codeR, around & 0o707);
      out[count++] = hashTwo(73, mix(tagL, tagR), mix(size, mix(place, tag0)));
    }
  }
  if (!off?.has('kind')) {
    out[count++] = hashTwo(38, view.kind, mix(class0, Math.min(at, 3)));
    out[count++] = hashTwo(39, view.kind, tag0);
  }
  if (!off?.has('known') && view.knownState[at] !== 0) {
    out[count++] = hashOne(40, view.knownState[at]);
    out[count++] = hashTwo(41, view.knownState[at], spot);
  }
  return count;
}

/** 0 begin, 1 middle, 2 end, 3 the whole of a word. */
function placeInWord(view: TextView, at: number, word: number): number {
  const start = view.wordStart[word];
  const end = view.wordStart[word + 1];
  return end - start === 1 ? 3 : at === start ? 0 : at === end - 1 ? 2 : 1;
}

/** Which lexicon words cover the character, and where in them it stands. */
function lexical(view: TextView, at: number): number {
  return view.placeState[at] | (view.adminState[at] << 3) | (view.orgState[at] << 6) | (view.personState[at] << 9);
}

/** Type of a character, or for an ideograph which of surname, given and transliteration sets hold it. */
function shape(charClass: number): number {
  const type = charClass & 15;
  if (type !== CHARACTER.Han) return 16 + type;
  return (charClass >> 4) & 15;
}

/**
 * How a Chinese person's name would fit if it began at `at`: surname, two given characters, word ends after one, two and
 * three characters, and what stands before and after. 0 where no surname stands.
 */
function person(view: TextView, at: number): number {
  if (!view.isSurname(at)) return at < 0 || at >= view.length ? 1 : 0;
  const given = SET_BIT.given << 4;
  const { classes, startBits, endBits, length } = view;
  let bits = 2 | (classes[at] & (SET_BIT.rareSurname << 4) ? 4 : 0);
  bits |= context(endBits[at], at > 0 ? classes[at - 1] & 15 : CHARACTER.Stop) << 3;
  for (let ahead = 1; ahead <= 3; ahead += 1) {
    const next = at + ahead;
    if (next >= length) {
      bits |= 15 << (3 + ahead * 6);
      break;
    }
    const boundary = view.wordStart[view.wordAt[next]] === next ? 1 : 0;
    const isGiven = ahead < 3 && classes[next] & given ? 1 : 0;
    bits |= (context(startBits[next], classes[next] & 15) | (boundary << 3) | (isGiven << 4)) << (3 + ahead * 6 - 2);
  }
  return bits;
}

/** How common the words at `at` and at the two characters after it are, and how much of those two words is ahead: a person's name is seldom made of common words. */
function commonnessFrom({ wordAt, wordStart, wordCommonness, length }: TextView, at: number): number {
  let bits = wordCommonness[wordAt[at]];
  for (let ahead = 1; ahead <= 2 && at + ahead < length; ahead += 1) {
    const word = wordAt[at + ahead];
    bits |= (wordCommonness[word] | (Math.min(wordStart[word + 1] - at - ahead, 3) << 4)) << (ahead * 7);
  }
  return bits;
}

/** What stands beside a name, in three bits: title, verb, furniture, form of address, a mark, nothing of these. */
function context(bits: number, type: number): number {
  if (bits & LIST_BIT.title) return 1;
  if (bits & LIST_BIT.verb) return 2;
  if (bits & LIST_BIT.furniture) return 3;
  if (bits & LIST_BIT.address) return 4;
  if (type === CHARACTER.Pause || type === CHARACTER.Space) return 5;
  return type === CHARACTER.Han ? 0 : 6;
}

/** How many characters used for foreign names stand in one run to the left of and from `at`, each up to 4, and whether dots join them. */
function transliterated(view: TextView, at: number): number {
  const wanted = SET_BIT.transliteration << 4;
  const { classes, length } = view;
  let right = 0;
  let dots = 0;
  for (let next = at; next < length && right < 5; next += 1) {
    if ((classes[next] & 15) === CHARACTER.Dot) dots |= 1;
    else if (!(classes[next] & wanted)) break;
    right += 1;
  }
  let left = 0;
  for (let next = at - 1; next >= 0 && left < 5; next -= 1) {
    if ((classes[next] & 15) === CHARACTER.Dot) dots |= 2;
    else if (!(classes[next] & wanted)) break;
    left += 1;
  }
  return (right << 8) | (left << 4) | dots;
}

/** What stands beside a one-character name: another one, a pause between them, a mark, something else. */
function abbreviation(view: TextView, at: number): number {
  if (at < 0 || at >= view.length) return 1;
  const type = view.classes[at] & 15;
  if (view.classes[at] & ABBREVIATION) return 2;
  if (type === CHARACTER.Pause) return 3;
  return type === CHARACTER.Han ? 4 : 5;
}
