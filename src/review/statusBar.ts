import { StatusBarAlignment, l10n, window, type Disposable, type StatusBarItem } from 'vscode';
import { COMMAND } from '../contract';
import { labelName, oneLine, statusName, valueUnlessSaid } from '../ui/words';
import { nestingText } from './nesting';
import type { PageRegistry } from './pageRegistry';
import type { PageSession } from './pageSession';

const UPDATE_PAUSE_MS = 30;
/** Characters of a value: narrow windows cut the status line, and the hover has all of it. */
const VALUE_LENGTH = 24;

/** Progress of the page in the active editor and, in review mode, what is framed and which keys decide it. */
export class StatusBar implements Disposable {
  private readonly progress: StatusBarItem;
  private readonly review: StatusBarItem;
  private timer: NodeJS.Timeout | undefined;
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
    clearTimeout(this.timer);
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
    this.show(this.progress, session && progressLook(session));
    this.show(this.review, session?.reviewing ? reviewLook(session) : undefined);
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

function progressLook({ annotations, blocked, analysis, hasUnsaved, reviewing }: PageSession): Look {
  const { total, decided, accepted, rejected, open, doubtful } = annotations.progress;
  const icon = blocked ? '$(warning)' : analysis === 'failed' ? '$(error)'
    : analysis === 'done' ? '$(tag)' : '$(loading~spin)';
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
    const parts = [labelName(current.label, session.labels), oneLine(current.quote, 16), value && oneLine(value, VALUE_LENGTH), confidence, nestingText(session, current)].filter((part) => part !== undefined);
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
