import type { NumberFields } from './model';

/** Every field that says what a number is worth, in the order in which they are written. */
export const NUMBER_FIELDS = [
  'value', 'unit', 'canonicalUnit', 'canonicalValue', 'min', 'max', 'canonicalMin', 'canonicalMax', 'approx', 'modifier', 'unresolved',
] as const satisfies readonly (keyof NumberFields)[];

const NAMES: ReadonlySet<string> = new Set(NUMBER_FIELDS);

/** The value of a number alone, without the fields that are absent. */
export function numberFieldsOf(annotation: NumberFields): NumberFields {
  return Object.fromEntries(NUMBER_FIELDS.map((name) => [name, annotation[name]] as const).filter(([, field]) => field !== undefined));
}

/** All but the value of a number. */
export function withoutNumberFields<Fields extends NumberFields>(annotation: Fields): Omit<Fields, keyof NumberFields> {
  return Object.fromEntries(Object.entries(annotation).filter(([name]) => !NAMES.has(name))) as Omit<Fields, keyof NumberFields>;
}
