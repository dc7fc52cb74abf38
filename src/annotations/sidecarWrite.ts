import { knownContext, type Context } from './context';
import { byPosition, type Annotation } from './model';
import { NUMBER_FIELDS } from './numberFields';
import { sortInSlices } from './sortInSlices';
import { SIDECAR_FORMAT, type SidecarHeader } from './sidecar';

/** The fields of an annotation in the order in which they are written; `before` and `after` follow the quote. */
const FIELD_ORDER = [
  'id', 'layer', 'label', 'start', 'end', 'quote', 'before', 'after', 'status', 'origin', 'by', 'at',
  ...NUMBER_FIELDS,
  'group', 'similarity', 'copy', 'of', 'link', 'role', 'confidence', 'note', 'changed', 'conflict',
] as const;

/**
 * A sidecar as text, in pieces of at most one line each, so that a large one can be written without a long pause.
 * The same annotations on the same text give the same bytes.
 * @param text the page, for the words around each annotation
 * @param known lines that need not be made again
 */
export function sidecarLines(header: SidecarHeader, annotations: readonly Annotation[], text: string, known?: KnownLines): Generator<string> {
  return lines(header, annotations, lineMaker(text, known));
}

/** More lines are not kept: they would take too much memory. */
const MOST_KNOWN = 20_000;

/** The lines of annotations as they were written last: one decision changes one of thousands. */
export class KnownLines {
  private text: string | undefined;
  private lines = new WeakMap<Annotation, string>();

  /** Those for a text; the words around an annotation belong to its line. */
  of(text: string): WeakMap<Annotation, string> {
    if (text !== this.text) this.lines = new WeakMap();
    this.text = text;
    return this.lines;
  }
}

function lineMaker(text: string, known: KnownLines | undefined): (annotation: Annotation, all: number) => string {
  const make = (annotation: Annotation): string => annotationLine(annotation, knownContext(text, annotation));
  if (!known) return make;
  const made = known.of(text);
  return (annotation, all) => {
    if (all > MOST_KNOWN) return make(annotation);
    const line = made.get(annotation) ?? make(annotation);
    made.set(annotation, line);
    return line;
  };
}

function* lines(header: SidecarHeader, annotations: readonly Annotation[], lineOf: (annotation: Annotation, all: number) => string): Generator<string> {
  yield '{\n';
  yield headerLine('format', SIDECAR_FORMAT);
  yield headerLine('file', header.file);
  yield headerLine('hash', header.hash);
  yield headerLine('length', header.length);
  yield headerLine('unit', 'utf-16');
  yield headerLine('eol', header.eol);
  yield headerLine('encoding', header.encoding);
  for (const [name, value] of Object.entries(header.extra ?? {})) yield headerLine(name, value);
  if (annotations.length === 0) {
    yield '  "annotations": []\n}\n';
    return;
  }
  yield '  "annotations": [\n';
  const sorting = sortInSlices(annotations, byPosition);
  let step = sorting.next();
  for (; step.done !== true; step = sorting.next()) yield '';
  const sorted = step.value;
  for (let index = 0; index < sorted.length; index++) {
    yield `    ${lineOf(sorted[index], sorted.length)}${index < sorted.length - 1 ? ',' : ''}\n`;
  }
  yield '  ]\n}\n';
}

/** The whole sidecar in one string. */
export function writeSidecar(header: SidecarHeader, annotations: readonly Annotation[], text: string): string {
  return [...sidecarLines(header, annotations, text)].join('');
}

/** The whole sidecar in one string, where the page is not at hand: the words around each annotation are given. */
export function sidecarWithContexts(header: SidecarHeader, annotations: readonly Annotation[], contextFor: (annotation: Annotation) => Context): string {
  return [...lines(header, annotations, (annotation) => annotationLine(annotation, contextFor(annotation)))].join('');
}

function headerLine(name: string, value: unknown): string {
  return `  ${JSON.stringify(name)}: ${JSON.stringify(value)},\n`;
}

/** Written field by field: an object in this order and its JSON would take twice as long. */
function annotationLine(annotation: Annotation, context: Context): string {
  const fields: Readonly<Record<string, unknown>> = annotation as unknown as Record<string, unknown>;
  let line = '';
  const add = (name: string, value: unknown): void => {
    if (value === undefined) return;
    line += `${line === '' ? '{' : ','}"${name}":${JSON.stringify(value)}`;
  };
  for (const field of FIELD_ORDER) add(field, field === 'before' || field === 'after' ? context[field] : fields[field]);
  for (const [name, value] of Object.entries(annotation.extra ?? {})) add(JSON.stringify(name).slice(1, -1), value);
  return `${line}}`;
}
