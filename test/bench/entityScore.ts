export interface GoldLine {
  readonly text: string;
  readonly entities: readonly { start: number; end: number; label: string }[];
}

export interface ScoreRow {
  readonly label: string;
  readonly right: number;
  readonly predicted: number;
  readonly gold: number;
}

interface PlainSpan {
  start: number;
  end: number;
  label: string;
}

/** Adjacent places become one: corpora differ in whether administrative levels are one name. */
export function joinPlaces(spans: readonly PlainSpan[]): PlainSpan[] {
  const joined: PlainSpan[] = [];
  for (const span of [...spans].sort((left, right) => left.start - right.start)) {
    const last = joined.at(-1);
    if (last?.label === 'PLACE' && span.label === 'PLACE' && last.end === span.start) last.end = span.end;
    else joined.push({ start: span.start, end: span.end, label: span.label });
  }
  return joined;
}

/** Exact span and label, micro-averaged, as the score script of the development sets does; mistakes as lines to read. */
export function scoreEntities(
  gold: readonly GoldLine[], predicted: readonly (readonly PlainSpan[])[], labels: readonly string[], join: boolean,
): { rows: ScoreRow[]; mistakes: string[] } {
  const counts = new Map(labels.map((label) => [label, { label, right: 0, predicted: 0, gold: 0 }]));
  const mistakes: string[] = [];
  gold.forEach(({ text, entities }, index) => {
    const wanted = (join ? joinPlaces(entities) : entities).filter(({ label }) => counts.has(label));
    const given = (join ? joinPlaces(predicted[index]) : predicted[index]).filter(({ label }) => counts.has(label));
    const key = ({ start, end, label }: PlainSpan): string => `${start},${end},${label}`;
    const show = (sign: string, { start, end, label }: PlainSpan): string =>
      `${sign} ${label} ${text.slice(Math.max(0, start - 10), start)}[${text.slice(start, end)}]${text.slice(end, end + 10)}`;
    const wantedKeys = new Set(wanted.map(key));
    const givenKeys = new Set(given.map(key));
    for (const span of wanted) {
      counts.get(span.label)!.gold += 1;
      if (!givenKeys.has(key(span))) mistakes.push(show('missed', span));
    }
    for (const span of given) {
      counts.get(span.label)!.predicted += 1;
      if (wantedKeys.has(key(span))) counts.get(span.label)!.right += 1;
      else mistakes.push(show('extra', span));
    }
  });
  const rows = [...counts.values()];
  const total = { label: 'all', right: 0, predicted: 0, gold: 0 };
  for (const row of rows) {
    total.right += row.right;
    total.predicted += row.predicted;
    total.gold += row.gold;
  }
  return { rows: [...rows, total], mistakes };
}

export function f1({ right, predicted, gold }: ScoreRow): number {
  return predicted + gold === 0 ? 0 : (2 * right) / (predicted + gold);
}

export function percentRow(row: ScoreRow): string {
  const percent = (value: number): string => (100 * value || 0).toFixed(1).padStart(5);
  return `${row.label.padEnd(6)} P ${percent(row.right / row.predicted)} R ${percent(row.right / row.gold)} F1 ${percent(f1(row))} gold ${row.gold}`;
}

/** A mention's confidence and whether it was right. */
export interface Outcome {
  readonly confidence: number;
  readonly right: boolean;
}

const STEPS = [0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01];

/** How often mentions of a confidence were right: a line for each step; the two agree where confidence is calibrated. */
export function reliability(outcomes: readonly Outcome[]): string[] {
  return STEPS.slice(1).flatMap((to, index) => {
    const within = outcomes.filter(({ confidence }) => confidence >= STEPS[index] && confidence < to);
    if (within.length === 0) return [];
    const said = within.reduce((sum, { confidence }) => sum + confidence, 0) / within.length;
    const right = within.filter((outcome) => outcome.right).length / within.length;
    return [`confidence ${STEPS[index].toFixed(2)}–${Math.min(1, to).toFixed(2)}: said ${said.toFixed(2)}, right ${right.toFixed(2)}, ${within.length} mentions`];
  });
}
