import { CHOOSABLE_LABELS, LABEL_KEYS } from '../contract';
import type { Layer } from './model';

/** Layers whose labels a person gives; those of copies are the machine's. */
export const LABEL_LAYERS = ['entity', 'number'] as const;
export type LabelLayer = (typeof LABEL_LAYERS)[number];

export const LINE_FORMS = ['solid', 'double', 'wavy', 'dotted', 'dashed'] as const;
export type LineForm = (typeof LINE_FORMS)[number];

export const THEME_KINDS = ['light', 'dark', 'highContrast', 'highContrastLight'] as const;
export type ThemeKind = (typeof THEME_KINDS)[number];

/** The id of a theme colour, or colours by kind of theme, each an id or `#rrggbb`. */
export type LabelColor = string | (Readonly<Record<'light' | 'dark', string>> & Readonly<Partial<Record<ThemeKind, string>>>);

/** A text in both languages; one stands for the other where that is missing. */
export interface LocalText {
  readonly en?: string;
  readonly zh?: string;
}

/** A label that can be given by hand. */
export interface Label {
  /** As it stands in sidecars. */
  readonly name: string;
  readonly layer: LabelLayer;
  /** Absent: the built-in title, else the name. */
  readonly title?: LocalText;
  /** The digit that gives it in review mode. */
  readonly key?: number;
  readonly color?: LabelColor;
  /** The form of the line under its words. */
  readonly line?: LineForm;
  /** When it is to be given; shown where it is chosen and seen. */
  readonly guideline?: LocalText;
}

/** The labels of a folder, in the order in which they are offered. */
export class LabelSet {
  private readonly byName: ReadonlyMap<string, Label>;

  constructor(readonly all: readonly Label[]) {
    this.byName = new Map(all.map((label) => [label.name, label]));
  }

  get(name: string): Label | undefined {
    return this.byName.get(name);
  }

  /** The label that a digit from 0 to 9 gives in review mode. */
  byKey(digit: number): Label | undefined {
    return this.all.find(({ key }) => key === digit);
  }

  /** Whether an annotation may have the label; those of copies are not listed. */
  knows(layer: Layer, name: string): boolean {
    return layer === 'duplicate' || this.byName.get(name)?.layer === layer;
  }
}

/** The labels that need no file. */
export const DEFAULT_LABELS = new LabelSet(CHOOSABLE_LABELS.map(({ layer, label }): Label => {
  const index = LABEL_KEYS.findIndex((one) => one.label === label);
  return { name: label, layer, ...(index >= 0 ? { key: (index + 1) % 10 } : {}) };
}));

/**
 * The labels of a file: beside the built-in ones, unless it goes without them. A label of a built-in name changes that
 * one; a digit that a label takes is no longer the built-in label's.
 */
export function labelSetOf(own: readonly Label[], withDefaults: boolean): LabelSet {
  const base = new Map(withDefaults ? DEFAULT_LABELS.all.map((label) => [label.name, label]) : []);
  const taken = new Set(own.map(({ key }) => key));
  const named = new Set(own.map(({ name }) => name));
  const kept = [...base.values()].filter(({ name }) => !named.has(name)).map((label) => (taken.has(label.key) ? withoutKey(label) : label));
  const changed = own.map((label) => {
    const before = base.get(label.name);
    if (before?.layer !== label.layer) return label;
    return { ...(taken.has(before.key) ? withoutKey(before) : before), ...label };
  });
  return new LabelSet([...changed, ...kept]);
}

function withoutKey(label: Label): Label {
  const { key, ...rest } = label;
  return rest;
}

/** The text in a language, as VS Code names it (`zh-cn`, `en`); the other where it is missing. */
export function localText(text: LocalText | undefined, language: string): string | undefined {
  return /^zh/i.test(language) ? text?.zh ?? text?.en : text?.en ?? text?.zh;
}

/** The colour for a kind of theme: the id of a theme colour, or `#rrggbb`. */
export function colorFor(color: LabelColor, kind: ThemeKind): string {
  if (typeof color === 'string') return color;
  return color[kind] ?? (kind === 'highContrast' ? color.dark : color.light);
}
