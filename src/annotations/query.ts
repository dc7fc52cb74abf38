import { isDecided, LAYERS, type Annotation } from './model';
import { isDoubtful } from './progress';
import { withoutWhitespace } from './whitespace';

/** What a person asks for in the filter box and in decisions about many annotations. */
export interface Query {
  readonly conditions: readonly Condition[];
  /** Parts that could not be understood, as they were written. */
  readonly problems: readonly string[];
}

export type Condition = (annotation: Annotation, page: PageFacts) => boolean;

/** What a query may ask of the page that an annotation is on. */
export interface PageFacts {
  /** The path of its file, as people see it. */
  readonly file: string;
  /** What the article at an offset is called; undefined where there is none. */
  articleAt(offset: number): string | undefined;
}

const UNKNOWN_PAGE: PageFacts = { file: '', articleAt: () => undefined };

/** The words of the person's language for what a query names: 人名 for PERSON, 待决定 for open. */
export interface QueryNames {
  /** The ids that a word stands for, beside the id itself. */
  idsOf(word: string): readonly string[];
}

type Comparison = '<' | '<=' | '>' | '>=' | '=';

/** Names of facets, in English and Chinese. A query may use both, whatever the language of the editor. */
const FACETS: Readonly<Record<string, string>> = {
  layer: 'layer', 层: 'layer', 类型: 'layer',
  label: 'label', 标签: 'label',
  status: 'status', 状态: 'status',
  confidence: 'confidence', 把握: 'confidence',
  value: 'value', 值: 'value', 数值: 'value',
  unit: 'unit', 单位: 'unit',
  group: 'group', 组: 'group',
  text: 'text', 文字: 'text',
  article: 'article', 文章: 'article', 篇: 'article',
  file: 'file', 文件: 'file',
};

const EVERYTHING: Query = { conditions: [], problems: [] };

/**
 * Reads a query: words that must stand in the annotation's text, and facets as `label:ORG,PLACE`, `layer:number`,
 * `status:open`, `confidence<0.8` or `confidence<80%`, `value>=1000`, `unit:元`, `group:…`, `article:` words of its
 * headline, `file:` a part of the page's path. A minus in front turns a
 * part round. Everything must hold. Colons and comparison signs may be full-width.
 */
export function parseQuery(text: string, names: QueryNames = { idsOf: () => [] }): Query {
  const conditions: Condition[] = [];
  const problems: string[] = [];
  for (const part of partsOf(text)) {
    const negative = part.length > 1 && part.startsWith('-');
    const condition = conditionOf(negative ? part.slice(1) : part, names);
    if (!condition) problems.push(part);
    else conditions.push(negative ? (annotation, page) => !condition(annotation, page) : condition);
  }
  return conditions.length + problems.length === 0 ? EVERYTHING : { conditions, problems };
}

/** @param page absent: no article and no file is asked for with success */
export function matches(annotation: Annotation, query: Query, page: PageFacts = UNKNOWN_PAGE): boolean {
  return query.conditions.every((condition) => condition(annotation, page));
}

/** Cuts at white space, but not within quotation marks. */
function partsOf(text: string): string[] {
  const parts: string[] = [];
  let part = '';
  let quoted = false;
  for (const sign of text) {
    if (sign === '"' || sign === '“' || sign === '”') quoted = sign === '"' ? !quoted : sign === '“';
    else if (!quoted && /\s/u.test(sign)) {
      if (part !== '') parts.push(part);
      part = '';
    } else part += sign;
  }
  if (part !== '') parts.push(part);
  return parts;
}

function conditionOf(part: string, names: QueryNames): Condition | undefined {
  const sign = /[:：<>＜＞=]/u.exec(part);
  const facet = sign ? FACETS[part.slice(0, sign.index).toLowerCase()] as string | undefined : undefined;
  if (!sign || facet === undefined) return containing(part);
  let comparison = ({ ':': '=', '：': '=', '＜': '<', '＞': '>' } as Record<string, string>)[sign[0]] ?? sign[0];
  let wanted = part.slice(sign.index + 1);
  if (comparison !== '=' && wanted.startsWith('=')) {
    comparison += '=';
    wanted = wanted.slice(1);
  }
  if (wanted === '') return undefined;
  switch (facet) {
    case 'confidence': return confidenceCondition(comparison as Comparison, wanted);
    case 'value': return valueCondition(comparison as Comparison, wanted);
    default: return comparison === '=' ? oneOf(facet, wanted.split(/[,，、]/u).filter((word) => word !== ''), names) : undefined;
  }
}

function containing(words: string): Condition {
  const holds = holding(words);
  return ({ quote }) => holds(quote);
}

function ofPage(words: readonly string[], textOf: (annotation: Annotation, page: PageFacts) => string): Condition {
  const holds = words.map(holding);
  return (annotation, page) => {
    const text = textOf(annotation, page);
    return holds.some((one) => one(text));
  };
}

/** Whether a text has the words; white space and case do not count. */
function holding(words: string): (text: string) => boolean {
  const wanted = withoutWhitespace(words).toLowerCase();
  return (text) => withoutWhitespace(text).toLowerCase().includes(wanted);
}

function oneOf(facet: string, words: readonly string[], names: QueryNames): Condition | undefined {
  if (words.length === 0) return undefined;
  const ids = new Set(words.flatMap((word) => [word.toLowerCase(), ...names.idsOf(word).map((id) => id.toLowerCase())]));
  switch (facet) {
    case 'layer': return LAYERS.some((layer) => ids.has(layer)) ? ({ layer }) => ids.has(layer) : undefined;
    case 'label': return ({ label }) => ids.has(label.toLowerCase());
    case 'status': return statusCondition(ids);
    case 'unit': return ({ unit, canonicalUnit }) => words.some((word) => word === unit || word === canonicalUnit);
    case 'group': return ({ group }) => group !== undefined && words.includes(group);
    case 'article': return ofPage(words, ({ start }, page) => page.articleAt(start) ?? '');
    case 'file': return ofPage(words, (_annotation, page) => page.file);
    default: {
      const conditions = words.map(containing);
      return (annotation, page) => conditions.some((condition) => condition(annotation, page));
    }
  }
}

function statusCondition(ids: ReadonlySet<string>): Condition | undefined {
  const known = ['open', 'suggested', 'accepted', 'rejected', 'doubtful'].filter((id) => ids.has(id));
  if (known.length === 0) return undefined;
  return (annotation) => known.some((id) => {
    if (id === 'open') return !isDecided(annotation);
    return id === 'doubtful' ? isDoubtful(annotation) : annotation.status === id;
  });
}

/** What has no confidence was not guessed: it never counts as below or above a threshold. */
function confidenceCondition(comparison: Comparison, words: string): Condition | undefined {
  const percent = /[%％]$/u.test(words);
  const number = Number(percent ? words.slice(0, -1) : words);
  if (!Number.isFinite(number)) return undefined;
  const threshold = percent || number > 1 ? number / 100 : number;
  return ({ confidence }) => confidence !== undefined && holds(confidence - threshold, comparison);
}

/** Numbers are compared in base units, or with `=` also in the canonical unit; dates by their ISO form. */
function valueCondition(comparison: Comparison, words: string): Condition {
  const number = Number(words);
  const isDate = /^-{0,2}\d{2,4}(-\d{2}){0,2}$/.test(words);
  return ({ value, min, max, canonicalValue, canonicalMin, canonicalMax }) => {
    const own = value ?? min ?? max;
    if (typeof own === 'string') return !isDate ? false : own === words ? comparison.includes('=') : holds(own < words ? -1 : 1, comparison);
    if (own === undefined || !Number.isFinite(number)) return false;
    return holds(own - number, comparison) || (comparison === '=' && [canonicalValue, canonicalMin, canonicalMax].includes(number));
  };
}

function holds(difference: number, comparison: Comparison): boolean {
  switch (comparison) {
    case '<': return difference < 0;
    case '<=': return difference <= 0;
    case '>': return difference > 0;
    case '>=': return difference >= 0;
    case '=': return difference === 0;
  }
}
