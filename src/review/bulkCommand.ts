import { QuickPickItemKind, l10n, window, workspace, type QuickPickItem } from 'vscode';
import { relabel, type Afters } from '../annotations/decisions';
import { isUnplaced, type Annotation, type Layer } from '../annotations/model';
import { numberFieldsOf } from '../annotations/numberFields';
import type { PageAnnotations } from '../annotations/pageAnnotations';
import { needsDecision } from '../annotations/progress';
import { matches, parseQuery } from '../annotations/query';
import { inContext, labelName, queryNames, statusName } from '../ui/words';
import type { SharedDecisions } from '../copies/sharedDecisions';
import { noPage, newStamp, type Decider } from './decider';
import { becomes, verdictTitle, withCopies, type Verdict } from './decisionCommands';
import { pickLabel } from './labelPicker';
import type { PageRegistry } from './pageRegistry';
import type { PageSession } from './pageSession';
import type { ReviewFilter } from './tree/reviewFilter';
import type { TypedAhead } from './typedAhead';

type Action = { readonly verdict: Verdict } | { readonly relabel: Layer };

interface BulkItem extends QuickPickItem {
  readonly action?: Action;
  /** Looks on the open pages instead of this one, or the other way round. */
  readonly changesScope?: true;
}

/** What the filter lets through on one page. */
interface Found {
  readonly session: PageSession;
  readonly annotations: readonly Annotation[];
}

/** How many of the annotations concerned are shown before they are decided. */
const SAMPLE = 12;

/**
 * “Decide Many”: a filter, and under it what can be done with all that it lets through on this page or on all open ones:
 * how many they are, and a sample of them, before anything is decided. One undoable step.
 */
export class BulkCommand {
  constructor(
    private readonly pages: PageRegistry, private readonly decider: Decider, private readonly shared: SharedDecisions, private readonly filter: ReviewFilter,
  ) {}

  async run(): Promise<void> {
    const page = this.decider.targets.page();
    if (!page) return noPage();
    const others = this.pages.all.filter((session) => session !== page.session);
    const chosen = await ask(page.session, others, this.filter, this.decider.mode.typed);
    if (!chosen) return;
    const { action, words, sessions } = chosen;
    if ('relabel' in action) return this.relabel(page.session, sessions, words, action.relabel);
    const found = foundOn(sessions, words, this.filter); // as they are now: the pages may have changed while the list was open
    const all = found.flatMap(({ annotations }) => annotations);
    if (all.length > 0) await this.carryOut(page.session, verdictTitle(action.verdict, all), found, (annotations) => becomes({ annotations }, action.verdict));
  }

  private async relabel(origin: PageSession, sessions: readonly PageSession[], words: string, layer: Layer): Promise<void> {
    const before = relabelable(foundOn(sessions, words, this.filter), layer);
    const picked = await pickLabel(l10n.t('Label for {0} annotations', countOf(before)), origin.labels, layer);
    if (!picked) return;
    const found = relabelable(foundOn(sessions, words, this.filter), layer);
    const stamp = newStamp();
    await this.carryOut(origin, l10n.t('label {0} as {1}', countOf(found), labelName(picked.label, origin.labels)), found, (page) => (annotations) =>
      annotations.flatMap((annotation) => relabel(page, annotation, layer, picked.label, numberFieldsOf(annotation), stamp)));
  }

  /** One step, on however many pages. */
  private async carryOut(
    origin: PageSession, title: string, found: readonly Found[], become: (page: PageAnnotations) => (annotations: readonly Annotation[]) => Afters,
  ): Promise<void> {
    const concerned = found.filter(({ annotations }) => annotations.length > 0);
    const [only] = concerned;
    const framed = origin.current;
    if (concerned.length === 1 && only.session === origin) {
      await this.decider.carryOutOn(origin, title, only.annotations, become(origin.annotations), false);
    } else {
      const tasks = concerned.map(({ session, annotations }) => ({
        uri: session.document.uri, isOrigin: session === origin,
        work: (page: PageAnnotations) => become(page)(annotations.flatMap(({ id }) => page.get(id) ?? [])),
      }));
      const hasOrigin = tasks.some(({ isOrigin }) => isOrigin);
      await this.shared.decide(title, hasOrigin ? tasks : [...tasks, { uri: origin.document.uri, isOrigin: true, work: () => [] }]);
    }
    this.decider.mode.goOnIfDecided(origin, framed);
    showCount(countOf(concerned));
  }
}

function countOf(found: readonly Found[]): number {
  return found.reduce((sum, { annotations }) => sum + annotations.length, 0);
}

function relabelable(found: readonly Found[], layer: Layer): Found[] {
  return found.map(({ session, annotations }) => ({ session, annotations: annotations.filter((one) => one.layer === layer && !isUnplaced(one)) }));
}

function showCount(count: number): void {
  window.setStatusBarMessage(l10n.t('{0} annotations decided; Undo takes all back at once.', count), 5000);
}

/** What the words let through; only what is open, unless they ask for a status themselves. */
function foundOn(sessions: readonly PageSession[], words: string, filter: ReviewFilter): Found[] {
  const asksForStatus = /(status|状态)[:：]/iu.test(words);
  return sessions.map((session) => {
    const query = parseQuery(words, queryNames(session.labels)); // each folder may name its labels
    if (query.problems.length > 0) return { session, annotations: [] };
    const facts = filter.factsOf(session);
    const annotations = session.annotations.all.filter((one) => (asksForStatus || needsDecision(one)) && matches(one, query, facts));
    return { session, annotations: withCopies(session, annotations) };
  });
}

async function ask(own: PageSession, others: readonly PageSession[], filter: ReviewFilter, typed: TypedAhead): Promise<{ action: Action; words: string; sessions: readonly PageSession[] } | undefined> {
  const picker = window.createQuickPick<BulkItem>();
  picker.title = l10n.t('Decide Many');
  picker.placeholder = l10n.t('words, or label:ORG  layer:number  status:open  confidence<80%  value>=1000  -label:PLACE');
  let sessions: readonly PageSession[] = [own];
  const fill = (): void => { picker.items = [...itemsFor(sessions, picker.value, filter), ...scopeItem(sessions, others.length)]; };
  picker.value = filter.words;
  fill();
  try {
    return await new Promise((resolve) => {
      picker.onDidChangeValue(fill);
      picker.onDidAccept(() => {
        const item = picker.selectedItems.at(0);
        if (item?.changesScope) {
          sessions = sessions.length > 1 ? [own] : [own, ...others];
          fill();
        } else if (item?.action) resolve({ action: item.action, words: picker.value, sessions });
      });
      picker.onDidHide(() => { resolve(undefined); });
      picker.show();
      // nothing is decided before its number and a sample are seen
      typed.opened({ enter: () => undefined, escape: () => { picker.hide(); }, digit: () => undefined });
    });
  } finally {
    picker.dispose();
  }
}

function scopeItem(sessions: readonly PageSession[], others: number): BulkItem[] {
  if (others === 0) return [];
  const label = sessions.length > 1 ? l10n.t('Look on this page only') : l10n.t('Look on all {0} open pages', others + 1);
  return [{ label: '', kind: QuickPickItemKind.Separator }, { label, changesScope: true, alwaysShow: true }];
}

function itemsFor(sessions: readonly PageSession[], words: string, filter: ReviewFilter): BulkItem[] {
  const { problems } = parseQuery(words, queryNames(sessions[0].labels));
  const always = { alwaysShow: true };
  if (problems.length > 0) return [{ label: l10n.t('Not understood: {0}', problems.join('  ')), ...always }];
  const found = foundOn(sessions, words, filter);
  const count = countOf(found);
  if (count === 0) return [{ label: l10n.t('Nothing to decide fits.'), ...always }];
  const all = found.flatMap(({ session, annotations }) => annotations.map((annotation) => ({ session, annotation })));
  const sample = Array.from({ length: Math.min(SAMPLE, count) }, (_, index) => all[Math.floor((index * count) / Math.min(SAMPLE, count))]);
  const [names, numbers] = [countOf(relabelable(found, 'entity')), countOf(relabelable(found, 'number'))];
  return [
    { label: l10n.t('Accept {0}', count), action: { verdict: 'accept' }, ...always },
    { label: l10n.t('Reject {0}', count), action: { verdict: 'reject' }, ...always },
    ...(names > 0 ? [{ label: l10n.t('Give {0} names another label…', names), action: { relabel: 'entity' as const }, ...always }] : []),
    ...(numbers > 0 ? [{ label: l10n.t('Give {0} numbers another label…', numbers), action: { relabel: 'number' as const }, ...always }] : []),
    { label: l10n.t('Set {0} back to undecided', count), action: { verdict: 'reopen' }, ...always },
    { label: l10n.t('{0} of the {1}', sample.length, count), kind: QuickPickItemKind.Separator },
    ...sample.map(({ session, annotation }): BulkItem => ({ ...sampleItem(session, annotation, sessions.length > 1), ...always })),
  ];
}

function sampleItem(session: PageSession, annotation: Annotation, withFile: boolean): BulkItem {
  const confidence = annotation.confidence === undefined ? [] : [`${Math.round(annotation.confidence * 100)} %`];
  const file = withFile ? [workspace.asRelativePath(session.document.uri)] : [];
  return {
    label: inContext(session.annotations.text, annotation, annotation.quote),
    description: [labelName(annotation.label, session.labels), statusName(annotation.status), ...confidence, ...file].join(' · '),
  };
}
