import type { LabelledSpan, ParagraphText } from '../entity';
import type { NameMaker } from './nameMaker';
import type { Random } from './random';

export interface TrainingParagraph extends ParagraphText {
  readonly entities: readonly LabelledSpan[];
}

/**
 * The paragraph with each of its names replaced, with the given probability, by an invented one of the same shape.
 * The same name becomes the same name wherever `renamed` is shared.
 */
export function withOtherNames(
  paragraph: TrainingParagraph, probability: number, maker: NameMaker, random: Random, renamed: Map<string, string>,
): TrainingParagraph {
  let text = '';
  let copied = 0;
  const entities: LabelledSpan[] = [];
  for (const { start, end, label } of paragraph.entities) {
    const name = paragraph.text.slice(start, end);
    const key = `${label} ${name}`;
    let other = renamed.get(key);
    if (other === undefined) {
      other = random.chance(probability) ? maker.like(name, label, random) ?? name : name;
      renamed.set(key, other);
    }
    text += paragraph.text.slice(copied, start);
    entities.push({ start: text.length, end: text.length + other.length, label });
    text += other;
    copied = end;
  }
  return { kind: paragraph.kind, text: text + paragraph.text.slice(copied), entities };
}
