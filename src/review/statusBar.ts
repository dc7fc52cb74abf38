import { StatusBarAlignment, l10n, window, type Disposable, type StatusBarItem } from 'vscode';
import { COMMAND } from '../contract';
import { labelName, oneLine, statusName, valueUnlessSaid } from '../ui/words';
import { nestingText } from './nesting';
import type { PageRegistry } from './pageRegistry';
import type { PageSession } from './pageSession';

/** Soon after the frame, so that the window draws both at once. */
const UPDATE_PAUSE_MS = 5;
/** A page that was analysed once is analysed again after decisions, mostly in less than this: nothing turns meanwhile. */
const BUSY_AFTER_MS = 700;
/** Characters of the words: they are framed in the text, and the keys behind them must not be cut off. */
const QUOTE_LENGTH = 9;
/** Characters of a value: narrow windows cut the status line, and the hover has all of it. */
const VALUE_LENGTH = 24;

/** Progress of the page in the active editor and, in review mode, what is framed and which keys decide it. */
export class StatusBar implements Disposable {
  private readonly progress: StatusBarItem;
  private readonly review: StatusBarItem;
  private timer: NodeJS.Timeout | undefined;
  private busyTimer: NodeJS.Timeout | undefined;
  private readonly busySince = new WeakMap<PageSession, number>();
  private readonly analysed = new WeakSet<PageSession>();
  /** What each item shows: to set it again would go to the window, too. */
  private readonly shown = new Map<StatusBarItem, string>();
  private readonly subscriptions: Disposable[];

  constructor(private readonly pages: PageRegistry) {
    this.progress = window.createStatusBarItem('newsAnnotator.progress', StatusBarAlignment.Left, 10);
    this.progress.name = l10n.t('Annotation Progress');
    this.review = window.createStatusBarItem('newsAnnotator.review', StatusBarAlignment.Left, 9);
    this.review.name = l10n.t('Annotation Under Review');
    this.subscriptions = [
      this.progress, this.review,
      pages.onDidChange(() => { this.updateSoon(); }),
      window.onDidChangeActiveTextEditor(() => { this.updateSoon(); }),
    ];
    this.update();
  }

  dispose(): void {
    for (const timer of [this.timer, this.busyTimer]) clearTimeout(timer);
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private updateSoon(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.update();
    }, UPDATE_PAUSE_MS);
  }

  private update(): void {
    const session = this.pages.of(window.activeTextEditor?.document);
    this.show(this.progress, session && progressLook(session, this.isBusy(session)));
    this.show(this.review, session?.reviewing ? reviewLook(session) : undefined);
  }

  /** Whether a page is being analysed, for the first time or longer than one waits for without a sign. */
  private isBusy(session: PageSession): boolean {
    const { analysis } = session;
    if (analysis !== 'waiting' && analysis !== 'running') {
      this.busySince.delete(session);
      if (analysis === 'done') this.analysed.add(session);
      return false;
    }
    const now = performance.now();
    const since = this.busySince.get(session) ?? now;
    this.busySince.set(session, since);
    if (!this.analysed.has(session)) return true;
    const left = since + BUSY_AFTER_MS - now;
    clearTimeout(this.busyTimer);
    if (left > 0) this.busyTimer = setTimeout(() => { this.update(); }, left);
    return left <= 0;
  }

  private show(item: StatusBarItem, look: Look | undefined): void {
    const content = JSON.stringify(look) as string | undefined;
    if (content === this.shown.get(item)) return;
    if (content === undefined) this.shown.delete(item);
    else this.shown.set(item, content);
    if (look) Object.assign(item, look).show();
    else item.hide();
  }
}

type Look = Pick<StatusBarItem, 'text' | 'tooltip' | 'accessibilityInformation'> & Partial<Pick<StatusBarItem, 'command'>>;

function progressLook({ annotations, blocked, analysis, hasUnsaved, reviewing }: PageSession, isBusy: boolean): Look {
  const { total, decided, accepted, rejected, open, doubtful } = annotations.progress;
  const icon = blocked ? '$(warning)' : analysis === 'failed' ? '$(error)'
    : isBusy ? '$(loading~spin)' : '$(tag)';
  return {
    text: `${icon} ${decided} / ${total}`,
    tooltip: [
      l10n.t('{0} accepted, {1} rejected, {2} to decide', accepted, rejected, open),
      ...(doubtful > 0 ? [l10n.t('{0} to look at again', doubtful)] : []),
      ...(blocked ? [l10n.t('Nothing is written: the sidecar cannot be read.')] : []),
      ...(hasUnsaved ? [l10n.t('Some decisions are not written yet.')] : []),
    ].join('\n'),
    accessibilityInformation: { label: l10n.t('Annotations: {0} of {1} decided', decided, total) },
    command: reviewing ? COMMAND.leaveReview : COMMAND.startReview,
  };
}

function reviewLook(session: PageSession): Look {
  const { current } = session;
  const keys = l10n.t('a accept · x reject · Esc leave'); // more would be cut off where the window is narrow
  const allKeys = l10n.t('a accept · x reject · n next · 0–9 label · u undo · Esc leave');
  const moreKeys = l10n.t('[ ] move the start, { } the end, by a character; , . and < > by a word; e all occurrences; m mark; i details');
  const tooltip = `${allKeys}\n${moreKeys}`;
  if (current) {
    const confidence = current.status === 'suggested' && current.confidence !== undefined ? `${Math.round(current.confidence * 100)} %` : statusName(current.status);
    const value = valueUnlessSaid(current);
    const parts = [labelName(current.label, session.labels), oneLine(current.quote, QUOTE_LENGTH), value && oneLine(value, VALUE_LENGTH), confidence, nestingText(session, current)].filter((part) => part !== undefined);
    // as a status region it is read out when it changes
    return { text: `$(eye) ${parts.join(' · ')}  —  ${keys}`, tooltip, accessibilityInformation: { label: parts.join(', '), role: 'status' } };
  }
  const { open, doubtful } = session.annotations.progress;
  const left = open + doubtful;
  return {
    text: left > 0 ? `$(eye) ${keys}` : `$(pass) ${l10n.t('Everything on this page is decided.')}`, tooltip,
    accessibilityInformation: { label: left > 0 ? keys : l10n.t('Everything on this page is decided.'), role: 'status' },
  };
}
