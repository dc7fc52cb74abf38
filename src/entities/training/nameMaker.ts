import type { EntityLabel } from '../../annotations/model';
import type { Random } from './random';

/** What invented names are made of. */
export interface NameParts {
  /** Common surnames, the most frequent first; rank decides how often one is drawn. */
  readonly surnames: readonly string[];
  readonly rareSurnames: readonly string[];
  /** Surnames of two characters. */
  readonly doubleSurnames: readonly string[];
  readonly given: readonly string[];
  /** Syllables of foreign names. */
  readonly syllables: readonly string[];
  /** Whole parts of foreign names. */
  readonly foreignParts: readonly string[];
  /** Paths of names of administrative divisions, from the province down to the township. */
  readonly townships: readonly { readonly path: readonly string[] }[];
  /** Short names of divisions. */
  readonly shortDivisions: readonly string[];
  /** Places that may stand for each other, a group each: countries, cities of the world, rivers … */
  readonly placeGroups: readonly (readonly string[])[];
  /** Single characters that stand for places, in groups as `placeGroups`. */
  readonly abbreviations: readonly (readonly string[])[];
  /** Characters of which companies make their names. */
  readonly brand: readonly string[];
  readonly trades: readonly string[];
}

const DOT = '·';
const COMPANY_FORM = /(?:集团|股份|有限|责任|控股)*(?:公司|合作社|集团)/;
const LEVEL_ENDINGS = [/(?:省|自治区)$/, /(?:市|自治州|地区|盟)$/, /(?:县|区|旗|自治县)$/, /(?:乡|镇|街道)$/];
const VILLAGE_ENDING = /(?:村|社区|屯|寨|庄)$/;
const IS_HAN = /^[\u4e00-\u9fff]+$/;
const LEVELS = 4;

/** Invents names of the same shape as a given one. The random numbers decide; the same numbers give the same names. */
export class NameMaker {
  private readonly surnames: ReadonlySet<string>;
  private readonly groupOf = new Map<string, readonly string[]>();
  private readonly syllables: ReadonlySet<string>;
  private readonly shortDivisions: ReadonlySet<string>;
  private readonly byLevel: readonly (readonly string[][])[];

  constructor(private readonly parts: NameParts) {
    this.surnames = new Set([...parts.surnames, ...parts.rareSurnames, ...parts.doubleSurnames]);
    this.syllables = new Set(parts.syllables);
    this.shortDivisions = new Set(parts.shortDivisions);
    for (const group of parts.placeGroups) for (const name of group) this.groupOf.set(name, group);
    const byLevel: string[][][] = Array.from({ length: LEVELS + 1 }, () => []);
    for (const { path } of parts.townships) byLevel[Math.min(path.length, LEVELS)].push([...path]);
    this.byLevel = byLevel;
  }

  /** A name of the same label and shape, or null where the shape of this one is not understood. */
  like(name: string, label: EntityLabel, random: Random): string | null {
    if (label === 'PERSON') return this.person(name, random);
    if (label === 'PLACE') return this.place(name, random);
    if (label === 'ORG') return this.organisation(name, random);
    return null;
  }

  private person(name: string, random: Random): string | null {
    if (name.includes(DOT)) return name.split(DOT).map((part) => (part.length < 2 ? part : this.foreignPart(random))).join(DOT);
    if (!IS_HAN.test(name)) return null;
    if (/^[老小阿][\u4e00-\u9fff]$/.test(name) && this.surnames.has(name[1])) return name[0] + this.surname(random);
    const familiar = /(?:大姐|大哥|大爷|大妈|大娘|老汉|奶奶|爷爷|老师|师傅|某某|某|婶|叔|嫂|哥|姐|伯|姨|总|老)$/.exec(name);
    if (familiar && familiar.index === 1 && this.surnames.has(name[0])) return this.surname(random) + familiar[0];
    const isChinese = this.surnames.has(name[0]) || this.surnames.has(name.slice(0, 2));
    const isForeign = name.length >= 3 && [...name].every((character) => this.syllables.has(character)) && (name.length > 3 || random.chance(0.5));
    if (isForeign) return this.foreignPart(random);
    if (!isChinese || name.length < 2 || name.length > 4) return null;
    return this.chinesePerson(name.length === 2, random);
  }

  private chinesePerson(short: boolean, random: Random): string {
    const surname = random.chance(0.03) ? random.pick(this.parts.doubleSurnames) : this.surname(random);
    const first = random.pick(this.parts.given);
    if (random.chance(short ? 0.85 : 0.12)) return surname + first;
    return surname + first + (random.chance(0.05) ? first : random.pick(this.parts.given));
  }

  private surname(random: Random): string {
    if (random.chance(0.12)) return random.pick(this.parts.rareSurnames);
    const { surnames } = this.parts;
    return surnames[Math.floor(surnames.length * random.next() ** 2)];
  }

  private foreignPart(random: Random): string {
    if (random.chance(0.3)) return random.pick(this.parts.foreignParts);
    let part = '';
    for (let left = 2 + random.below(4); left > 0; left -= 1) part += random.pick(this.parts.syllables);
    return part;
  }

  private place(name: string, random: Random): string | null {
    const group = this.groupOf.get(name);
    if (group) return random.pick(group);
    if (this.shortDivisions.has(name)) return random.pick(this.parts.shortDivisions);
    const characters = [...name];
    const initials = this.parts.abbreviations.find((one) => characters.every((character) => one.includes(character)));
    if (initials) return this.initialsLike(characters, initials, random);
    return this.divisions(name, random);
  }

  /** 中美 → 俄英: no character twice, and about half of them as they were, since 中 and 美 are far more frequent than others. */
  private initialsLike(characters: readonly string[], initials: readonly string[], random: Random): string {
    const drawn: string[] = [];
    for (const character of characters) {
      const other = random.chance(0.5) ? character : random.pick(initials);
      drawn.push(drawn.includes(other) || (other !== character && characters.includes(other)) ? character : other);
    }
    return drawn.join('');
  }

  /** 江苏省南京市浦口区 → a province, a city and a district that belong together. */
  private divisions(name: string, random: Random): string | null {
    const levels = this.levelsOf(name);
    if (levels === null) return null;
    const path = random.pick(this.byLevel[LEVELS]);
    return levels.map((level) => (level < LEVELS ? path[level] : `${random.pick(this.parts.given)}${random.pick(this.parts.brand)}${name.slice(-1)}`)).join('');
  }

  /** Which levels a name consists of, 4 for a village; null where part of it is none. */
  private levelsOf(name: string): number[] | null {
    const levels: number[] = [];
    let start = 0;
    for (let at = 2; at <= name.length; at += 1) {
      const part = name.slice(start, at);
      if (part.length < 2) continue;
      const level = VILLAGE_ENDING.test(part) ? LEVELS : LEVEL_ENDINGS.findIndex((ending) => ending.test(part));
      const longest = at === name.length || !/^(?:区|族|治)/.test(name.slice(at, at + 1));
      if (level < 0 || !longest || (levels.length > 0 && level <= levels[levels.length - 1])) continue;
      levels.push(level);
      start = at;
    }
    return start === name.length && levels.length > 0 ? levels : null;
  }

  private organisation(name: string, random: Random): string | null {
    const prefix = this.placePrefix(name);
    const rest = name.slice(prefix);
    const place = prefix === 0 ? '' : this.place(name.slice(0, prefix), random) ?? name.slice(0, prefix);
    const form = COMPANY_FORM.exec(rest);
    if (form && form.index >= 2) return place + this.company(rest.slice(0, form.index), random) + rest.slice(form.index);
    return prefix === 0 || rest === '' ? null : place + rest;
  }

  private company(core: string, random: Random): string {
    let brand = random.pick(this.parts.brand) + random.pick(this.parts.brand);
    if (random.chance(0.15)) brand += random.pick(this.parts.brand);
    if (core.length < 4) return brand;
    const trade = random.pick(this.parts.trades);
    return brand + trade + (core.length > 5 && random.chance(0.5) ? random.pick(this.parts.trades) : '');
  }

  private placePrefix(name: string): number {
    for (let end = Math.min(name.length - 2, 12); end >= 2; end -= 1) {
      const head = name.slice(0, end);
      if (this.groupOf.has(head) || this.shortDivisions.has(head) || this.levelsOf(head) !== null) return end;
    }
    return 0;
  }
}
