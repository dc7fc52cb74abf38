import type { ParagraphKind } from '../page/page';
import type { EntityLabel } from '../annotations/model';
import { CHARACTER, CHARACTER_TYPE, normalised } from './characterTypes';
import { finish, mix } from './hashing';
import { LIST_BIT, SET_BIT, type Lexicon } from './lexicon';
import { markPositions, SEQUENCE_LABELS } from './labels';
import { packedCommonness, packedTag, tagNumber, type Segmenter } from './segmenter';
import type { LabelledSpan } from './entity';

/** How far a character looks ahead for the end of an organisation's name, in characters. */
const SUFFIX_REACH = 18;

const KIND_NUMBER: Readonly<Record<ParagraphKind, number>> = {
  body: 0, headline: 1, kicker: 2, subtitle: 3, subhead: 4, byline: 5, caption: 6, columnTitle: 7, pinyin: 8, signature: 9, list: 10, table: 11,
};

/** jieba's tag of verbs, as `wordTag` holds it. */
const VERB_TAG = tagNumber('v');
const PLACE_TAG = tagNumber('ns');
/** Words of one character that no organisation's name runs over. */
const PARTICLES = new Set([...'的了在是将被把从向对于为以到着过很都也就又还不得所让使给'].map((character) => character.charCodeAt(0)));

/**
 * A paragraph as the features see it: code units, jieba's words, lexicon matches, known names; all in arrays by character.
 * One view is filled again for each paragraph, so that tagging allocates next to nothing.
 */
export class TextView {
  length = 0;
  kind = 0;
  private capacity = 0;
  codes = new Uint16Array(0);
  /** Character type in the low 4 bits, CHARACTER_SETS bits above. */
  classes = new Uint16Array(0);
  /** Index of the word that holds the character. */
  wordAt = new Int32Array(0);
  wordStart = new Int32Array(0);
  wordHash = new Int32Array(0);
  wordTag = new Int32Array(0);
  /** See `packWord`. */
  wordCommonness = new Uint8Array(0);
  wordCount = 0;
  /** Position (1 begin, 2 middle, 3 end, 4 single) plus 8 × list (1 place, 2 org, 3 person) of the lexicon word that covers a character; one array a list. */
  placeState = new Uint8Array(0);
  adminState = new Uint8Array(0);
  orgState = new Uint8Array(0);
  personState = new Uint8Array(0);
  /** LIST_BIT of lexicon words that start at, and that end before, a character. Both have length + 1 entries. */
  startBits = new Uint16Array(0);
  endBits = new Uint16Array(0);
  /** Distance to the last character of the nearest organisation suffix ahead (0: this one ends it); 255: none in reach. */
  suffixAhead = new Uint8Array(0);
  /** How many verbs stand between the character and that end, up to 3. */
  verbsAhead = new Uint8Array(0);
  /** Characters since the nearest name of a place behind began in the same clause, in steps: 0 none, 1 here, 2 … */
  placeBehind = new Uint8Array(0);
  /** Start and end of the run of characters used for foreign names that holds the character; itself alone where it is none. */
  runStart = new Int32Array(0);
  runEnd = new Int32Array(0);
  /** As placeState, for names known from page and workspace: position plus 4 × (label index + 1). */
  knownState = new Uint8Array(0);
  /** 1 where no name can be, as the Gate sees it: such a character needs no features. */
  plain = new Uint8Array(0);
  /** 1 inside quotation marks, 2 inside 《》. */
  quoted = new Uint8Array(0);

  private wordEnd = new Int32Array(0);
  private wordAbout = new Int32Array(0);

  constructor(readonly lexicon: Lexicon, private readonly segmenter: Segmenter) {}

  fill(text: string, kind: ParagraphKind, known: readonly LabelledSpan[]): void {
    this.reserve(text.length);
    this.length = text.length;
    this.kind = KIND_NUMBER[kind];
    this.readCharacters(text);
    this.readWords(text);
    this.readLexicon();
    this.readSuffixes();
    this.readRuns();
    this.knownState.fill(0, 0, this.length);
    this.plain.fill(0, 0, this.length);
    for (const span of known) this.markKnown(span.start, span.end, span.label);
  }

  private reserve(length: number): void {
    if (length + 1 <= this.capacity) return;
    const capacity = Math.max(1024, length * 2);
    this.capacity = capacity;
    this.codes = new Uint16Array(capacity);
    this.classes = new Uint16Array(capacity);
    this.wordAt = new Int32Array(capacity);
    this.wordStart = new Int32Array(capacity + 1);
    this.wordHash = new Int32Array(capacity);
    this.wordEnd = new Int32Array(capacity);
    this.wordAbout = new Int32Array(capacity);
    this.wordTag = new Int32Array(capacity);
    this.wordCommonness = new Uint8Array(capacity);
    this.placeState = new Uint8Array(capacity);
    this.adminState = new Uint8Array(capacity);
    this.orgState = new Uint8Array(capacity);
    this.personState = new Uint8Array(capacity);
    this.startBits = new Uint16Array(capacity);
    this.endBits = new Uint16Array(capacity);
    this.suffixAhead = new Uint8Array(capacity);
    this.verbsAhead = new Uint8Array(capacity);
    this.placeBehind = new Uint8Array(capacity);
    this.runStart = new Int32Array(capacity);
    this.runEnd = new Int32Array(capacity);
    this.knownState = new Uint8Array(capacity);
    this.quoted = new Uint8Array(capacity);
    this.plain = new Uint8Array(capacity);
  }

  private readCharacters(text: string): void {
    const { characters } = this.lexicon;
    let quote = 0;
    let work = 0;
    for (let at = 0; at < this.length; at += 1) {
      const code = normalised(text.charCodeAt(at));
      const type = CHARACTER_TYPE[code];
      this.codes[at] = code;
      this.classes[at] = type | (characters[code] << 4);
      if (type === CHARACTER.CloseQuote) quote = 0;
      if (code === 0x300b) work = 0;
      this.quoted[at] = work | quote;
      if (type === CHARACTER.OpenQuote) quote = 1;
      if (code === 0x300a) work = 2;
    }
  }

  private readWords(text: string): void {
    const { codes, wordAt, wordStart, wordEnd, wordAbout, wordHash, wordTag, wordCommonness } = this;
    const count = this.segmenter.read(text, wordEnd, wordAbout);
    let at = 0;
    for (let word = 0; word < count; word += 1) {
      const end = wordEnd[word];
      let hash = end - at;
      wordStart[word] = at;
      for (; at < end; at += 1) {
        hash = mix(hash, codes[at]);
        wordAt[at] = word;
      }
      wordHash[word] = finish(hash);
      wordTag[word] = packedTag(wordAbout[word]);
      wordCommonness[word] = packedCommonness(wordAbout[word]);
    }
    if (at !== this.length) throw new RangeError(`the segmenter's words cover ${at} of ${this.length} code units`);
    wordStart[count] = at;
    this.wordCount = count;
  }

  private readLexicon(): void {
    const { length, startBits, endBits, codes } = this;
    startBits.fill(0, 0, length + 1);
    endBits.fill(0, 0, length + 1);
    this.placeState.fill(0, 0, length);
    this.adminState.fill(0, 0, length);
    this.orgState.fill(0, 0, length);
    this.personState.fill(0, 0, length);
    let start = 0;
    let place = 0;
    let admin = 0;
    let org = 0;
    let person = 0;
    let placeFree = 0;
    let adminFree = 0;
    let orgFree = 0;
    let personFree = 0;
    const visit = (end: number, bits: number): void => {
      startBits[start] |= bits;
      endBits[end] |= bits;
      if (bits & LIST_BIT.place) place = end;
      if (bits & LIST_BIT.admin) admin = end;
      if (bits & LIST_BIT.org) org = end;
      if (bits & LIST_BIT.person) person = end;
    };
    for (; start < length; start += 1) {
      place = admin = org = person = 0;
      this.lexicon.match(codes, start, length, visit);
      if (place > placeFree && start >= placeFree) markPositions(this.placeState, start, placeFree = place, 0);
      if (admin > adminFree && start >= adminFree) markPositions(this.adminState, start, adminFree = admin, 0);
      if (org > orgFree && start >= orgFree) markPositions(this.orgState, start, orgFree = org, 0);
      if (person > personFree && start >= personFree) markPositions(this.personState, start, personFree = person, 0);
    }
  }

  private readSuffixes(): void {
    const { length, classes, endBits, suffixAhead, verbsAhead, wordAt, wordStart, wordTag, codes } = this;
    const wanted = LIST_BIT.orgSuffix | LIST_BIT.branch;
    let distance = 255;
    let verbs = 0;
    for (let at = length - 1; at >= 0; at -= 1) {
      const type = classes[at] & 15;
      const word = wordAt[at];
      const isLast = wordStart[word + 1] === at + 1;
      const isParticle = isLast && wordStart[word] === at && PARTICLES.has(codes[at]);
      if ((type >= CHARACTER.Stop && type !== CHARACTER.Dot && type < CHARACTER.OpenBracket) || isParticle) distance = 255;
      else if (endBits[at + 1] & wanted) distance = 0;
      else if (distance < SUFFIX_REACH) distance += 1;
      else distance = 255;
      if (distance === 0 || distance === 255) verbs = 0;
      else if (isLast && wordTag[word] === VERB_TAG && verbs < 3) verbs += 1;
      suffixAhead[at] = distance;
      verbsAhead[at] = verbs;
    }
    this.readPlacesBehind();
  }

  private readPlacesBehind(): void {
    const { length, classes, placeBehind, placeState, adminState, wordAt, wordStart, wordTag, codes } = this;
    let since = -1;
    for (let at = 0; at < length; at += 1) {
      const type = classes[at] & 15;
      const word = wordAt[at];
      const first = wordStart[word] === at;
      const isParticle = first && wordStart[word + 1] === at + 1 && PARTICLES.has(codes[at]);
      if ((type >= CHARACTER.Stop && type !== CHARACTER.Dot && type < CHARACTER.OpenBracket) || isParticle) since = -1;
      else if (placeState[at] === 1 || placeState[at] === 4 || adminState[at] === 1 || (first && wordTag[word] === PLACE_TAG)) since = at;
      const distance = at - since;
      placeBehind[at] = since < 0 ? 0 : distance < 4 ? distance + 1 : distance < 7 ? 5 : distance < 12 ? 6 : distance < 20 ? 7 : 8;
    }
  }

  private readRuns(): void {
    const { length, classes, runStart, runEnd } = this;
    const wanted = SET_BIT.transliteration << 4;
    const inRun = (at: number): boolean => (classes[at] & wanted) !== 0 || (classes[at] & 15) === CHARACTER.Dot;
    for (let at = 0; at < length; at += 1) runStart[at] = at > 0 && inRun(at) && inRun(at - 1) ? runStart[at - 1] : at;
    for (let at = length - 1; at >= 0; at -= 1) runEnd[at] = at + 1 < length && inRun(at) && inRun(at + 1) ? runEnd[at + 1] : at + 1;
  }

  private markKnown(start: number, end: number, label: EntityLabel): void {
    const index = SEQUENCE_LABELS.indexOf(label);
    if (index < 0) return;
    markPositions(this.knownState, start, end, (index + 1) * 4);
  }

  /** Whether a word of the text begins at the offset, or the text ends there. */
  isWordEdge(at: number): boolean {
    return at === this.length || this.wordStart[this.wordAt[at]] === at;
  }

  /** Whether the character may be a surname. */
  isSurname(at: number): boolean {
    return at >= 0 && at < this.length && (this.classes[at] & ((SET_BIT.surname | SET_BIT.rareSurname) << 4)) !== 0;
  }
}
