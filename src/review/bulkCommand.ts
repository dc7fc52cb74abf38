import { QuickPickItemKind, l10n, window, type QuickPickItem } from 'vscode';
import { contextOf } from '../annotations/context';
import { relabel } from '../annotations/decisions';
import { isUnplaced, type Annotation } from '../annotations/model';
import { needsDecision } from '../annotations/progress';
import { matches, parseQuery } from '../annotations/query';
import { labelName, oneLine, queryNames, statusName } from '../ui/words';
import { noPage, newStamp, type Decider } from './decider';
import { becomes, verdictTitle, withCopies, type Verdict } from './decisionCommands';
import { pickLabel } from './labelPicker';
import type { PageSession } from './pageSession';
import type { ReviewFilter } from './tree/reviewFilter';

type Action = Verdict | 'relabel';

interface BulkItem extends QuickPickItem {
  readonly action?: Action;
}

/** How many of the annotations concerned are shown before they are decided. */
const SAMPLE = 12;

/**
 * “Decide Many”: a filter, and under it what can be done with all that it lets through: how many they are, and a sample
 * of them, before anything is decided. One undoable step.
 */
export async function decideMany(decider: Decider, filter: ReviewFilter): Promise<void> {
  const page = decider.targets.page();
  if (!page) return noPage();
  const { session } = page;
  const chosen = await ask(session, filter.words);
  if (!chosen) return;
  const annotations = found(session, chosen.words); // as they are now: the page may have changed while the list was open
  if (chosen.action === 'relabel') await relabelAll(decider, session, chosen.words, annotations.length);
  else if (annotations.length > 0) {
    decider.carryOut(session, verdictTitle(chosen.action, annotations), becomes(session, chosen.action)(annotations), false);
    showCount(annotations.length);
  }
}

async function relabelAll(decider: Decider, session: PageSession, words: string, count: number): Promise<void> {
  const picked = await pickLabel(l10n.t('Label for {0} annotations', count), session.labels);
  if (!picked) return;
  const annotations = found(session, words).filter((one) => one.layer === picked.layer && !isUnplaced(one));
  const stamp = newStamp();
  const afters = annotations.flatMap((annotation) => relabel(session.annotations, annotation, picked.layer, picked.label, valuesOf(annotation), stamp));
  decider.carryOut(session, l10n.t('label {0} as {1}', annotations.length, labelName(picked.label, session.labels)), afters, false);
  showCount(annotations.length);
}

/** The value of a number stays what it was when its kind changes. */
function valuesOf({ value, unit, canonicalUnit, canonicalValue, min, max, approx, modifier }: Annotation): object {
  return Object.fromEntries(Object.entries({ value, unit, canonicalUnit, canonicalValue, min, max, approx, modifier }).filter(([, field]) => field !== undefined));
}

function showCount(count: number): void {
  window.setStatusBarMessage(l10n.t('{0} annotations decided; Undo takes all back at once.', count), 5000);
}

/** What the words let through; only what is open, unless they ask for a status themselves. */
function found(session: PageSession, words: string): Annotation[] {
  const query = parseQuery(words, queryNames(session.labels));
  const asksForStatus = /(status|状态)[:：]/iu.test(words);
  const annotations = session.annotations.all.filter((one) => (asksForStatus || needsDecision(one)) && matches(one, query));
  return query.problems.length > 0 ? [] : withCopies(session, annotations);
}

async function ask(session: PageSession, initial: string): Promise<{ action: Action; words: string } | undefined> {
  const picker = window.createQuickPick<BulkItem>();
  picker.title = l10n.t('Decide Many');
  picker.placeholder = l10n.t('words, or label:ORG  layer:number  status:open  confidence<80%  value>=1000  -label:PLACE');
  const fill = (): void => { picker.items = itemsFor(session, picker.value); };
  picker.value = initial;
  fill();
  try {
    return await new Promise((resolve) => {
      picker.onDidChangeValue(fill);
      picker.onDidAccept(() => {
        const action = picker.selectedItems.at(0)?.action;
        if (action) resolve({ action, words: picker.value });
      });
      picker.onDidHide(() => { resolve(undefined); });
      picker.show();
    });
  } finally {
    picker.dispose();
  }
}

function itemsFor(session: PageSession, words: string): BulkItem[] {
  const { problems } = parseQuery(words, queryNames(session.labels));
  const always = { alwaysShow: true };
  if (problems.length > 0) return [{ label: l10n.t('Not understood: {0}', problems.join('  ')), ...always }];
  const annotations = found(session, words);
  const count = annotations.length;
  if (count === 0) return [{ label: l10n.t('Nothing to decide fits.'), ...always }];
  const sample = Array.from({ length: Math.min(SAMPLE, count) }, (_, index) => annotations[Math.floor((index * count) / Math.min(SAMPLE, count))]);
  return [
    { label: l10n.t('Accept {0}', count), action: 'accept', ...always },
    { label: l10n.t('Reject {0}', count), action: 'reject', ...always },
    { label: l10n.t('Give {0} another label…', count), action: 'relabel', ...always },
    { label: l10n.t('Set {0} back to undecided', count), action: 'reopen', ...always },
    { label: l10n.t('{0} of the {1}', sample.length, count), kind: QuickPickItemKind.Separator },
    ...sample.map((annotation): BulkItem => ({ ...sampleItem(session, annotation), ...always })),
  ];
}

function sampleItem(session: PageSession, annotation: Annotation): BulkItem {
  const { before, after } = contextOf(session.annotations.text, annotation);
  const confidence = annotation.confidence === undefined ? [] : [`${Math.round(annotation.confidence * 100)} %`];
  return {
    label: `${before}【${oneLine(annotation.quote, 30)}】${after}`,
    description: [labelName(annotation.label, session.labels), statusName(annotation.status), ...confidence].join(' · '),
  };
}
