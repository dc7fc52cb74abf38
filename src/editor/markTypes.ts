import { ColorThemeKind, DecorationRangeBehavior, OverviewRulerLane, ThemeColor, window, type DecorationRenderOptions, type TextEditorDecorationType } from 'vscode';
import { DEFAULT_LABELS, LINE_FORMS, colorFor, type LabelSet, type LineForm, type ThemeKind } from '../annotations/labelSet';
import type { Annotation } from '../annotations/model';

/** The kinds of mark, each with a colour of its own in `contributes.colors`. */
export const MARK_KINDS = ['person', 'organisation', 'place', 'work', 'number', 'date', 'duplicate', 'other'] as const;
export type MarkKind = (typeof MARK_KINDS)[number];
export type MarkState = 'suggested' | 'accepted';

/** One decoration type for every kind in every state: VS Code draws plain ranges of few types fast. */
export interface MarkTypes {
  readonly byKind: ReadonlyMap<`${MarkKind}.${MarkState}`, TextEditorDecorationType>;
  /** A decision whose words have changed since. */
  readonly changed: TextEditorDecorationType;
  /** The annotation that commands are about. */
  readonly current: TextEditorDecorationType;
}

/** The label shows in the form of the line, so that nothing depends on telling colours apart. */
const LINE: Record<MarkKind, LineForm> = {
  person: 'solid', organisation: 'double', place: 'wavy', work: 'dotted', number: 'dashed', date: 'dashed', duplicate: 'solid', other: 'dotted',
};

export function createMarkTypes(): MarkTypes {
  const byKind = new Map<`${MarkKind}.${MarkState}`, TextEditorDecorationType>();
  for (const kind of MARK_KINDS) {
    byKind.set(`${kind}.suggested`, window.createTextEditorDecorationType(kind === 'duplicate' ? passage() : name(kind, 'suggested')));
    byKind.set(`${kind}.accepted`, window.createTextEditorDecorationType(kind === 'duplicate' ? passage() : name(kind, 'accepted')));
  }
  return {
    byKind,
    changed: window.createTextEditorDecorationType({
      ...basic('newsAnnotator.changedForeground', OverviewRulerLane.Full),
      textDecoration: 'line-through dotted',
      border: '1px dashed',
      borderColor: new ThemeColor('newsAnnotator.changedForeground'),
    }),
    current: window.createTextEditorDecorationType({
      rangeBehavior: DecorationRangeBehavior.ClosedClosed,
      outline: '2px solid',
      outlineColor: new ThemeColor('newsAnnotator.currentBorder'),
      backgroundColor: new ThemeColor('newsAnnotator.currentBackground'),
      overviewRulerColor: new ThemeColor('newsAnnotator.currentBorder'),
      overviewRulerLane: OverviewRulerLane.Full,
    }),
  };
}

/** Suggested: a thin line in the form of its label. Accepted: a thick one on a tinted ground. */
function name(kind: Exclude<MarkKind, 'duplicate'>, state: MarkState): DecorationRenderOptions {
  return {
    ...basic(`newsAnnotator.${kind}Foreground`, OverviewRulerLane.Center),
    // the colour of the line comes from a variable of the theme, which VS Code makes of every contributed colour
    textDecoration: underline(LINE[kind], state, `var(--vscode-newsAnnotator-${kind}Foreground)`),
    ...(state === 'accepted' ? { backgroundColor: new ThemeColor(`newsAnnotator.${kind}Background`), borderRadius: '2px' } : {}),
  };
}

function underline(line: LineForm, state: MarkState, color: string): string {
  return `underline ${line} ${state === 'accepted' ? '2px' : '1px'} ${color}; text-underline-offset: 3px; text-decoration-skip-ink: none`;
}

/** How a label of the folder's own is drawn. */
export interface OwnStyle {
  /** The id of a theme colour, or `#rrggbb`; checked where the file of labels is read, since it becomes part of a style. */
  readonly color: string;
  readonly line: LineForm;
}

/** The style that the file of labels gives a label; undefined where it gives none. */
export function ownStyle(labels: LabelSet, { layer, label }: Annotation, theme: ColorThemeKind): OwnStyle | undefined {
  const own = labels.get(label);
  const isBuiltIn = DEFAULT_LABELS.get(label)?.layer === layer;
  if (own?.layer !== layer || (isBuiltIn && own.color === undefined && own.line === undefined)) return undefined;
  const kind = markKind({ layer, label });
  const line = own.line ?? (isBuiltIn ? LINE[kind] : LINE_FORMS[labels.all.indexOf(own) % LINE_FORMS.length]);
  return { color: own.color === undefined ? `newsAnnotator.${kind}Foreground` : colorFor(own.color, themeKind(theme)), line };
}

export function createOwnType({ color, line }: OwnStyle, state: MarkState): TextEditorDecorationType {
  const css = color.startsWith('#') ? color : `var(--vscode-${color.replaceAll('.', '-')})`;
  return window.createTextEditorDecorationType({
    rangeBehavior: DecorationRangeBehavior.ClosedClosed,
    overviewRulerColor: color.startsWith('#') ? color : new ThemeColor(color),
    overviewRulerLane: OverviewRulerLane.Center,
    textDecoration: underline(line, state, css),
    ...(state === 'accepted' ? { backgroundColor: `color-mix(in srgb, ${css} 18%, transparent)`, borderRadius: '2px' } : {}),
  });
}

function themeKind(theme: ColorThemeKind): ThemeKind {
  switch (theme) {
    case ColorThemeKind.Light: return 'light';
    case ColorThemeKind.Dark: return 'dark';
    case ColorThemeKind.HighContrast: return 'highContrast';
    case ColorThemeKind.HighContrastLight: return 'highContrastLight';
  }
}

/** Copies are long: a quiet ground; the sign beside the first line is drawn by `CopySigns`. */
export function passage(): DecorationRenderOptions {
  return {
    ...basic('newsAnnotator.duplicateForeground', OverviewRulerLane.Left),
    backgroundColor: new ThemeColor('newsAnnotator.duplicateBackground'),
  };
}

function basic(color: string, lane: OverviewRulerLane): DecorationRenderOptions {
  return {
    rangeBehavior: DecorationRangeBehavior.ClosedClosed,
    overviewRulerColor: new ThemeColor(color),
    overviewRulerLane: lane,
  };
}

export function markKind(annotation: Pick<Annotation, 'layer' | 'label'>): MarkKind {
  if (annotation.layer === 'duplicate') return 'duplicate';
  if (annotation.layer === 'number') return annotation.label === 'date' || annotation.label === 'time' ? 'date' : 'number';
  switch (annotation.label) {
    case 'PERSON': return 'person';
    case 'ORG': return 'organisation';
    case 'PLACE': return 'place';
    case 'WORK': return 'work';
    default: return 'other';
  }
}
