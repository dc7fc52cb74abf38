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
    if (!session) {
      this.progress.hide();
      this.review.hide();
      return;
    }
    this.showProgress(session);
    if (session.reviewing) this.showReview(session);
    else this.review.hide();
  }

  private showProgress(session: PageSession): void {
    const { total, decided, accepted, rejected, open, doubtful } = session.annotations.progress;
    const icon = session.blocked ? '$(warning)' : session.analysis === 'failed' ? '$(error)'
      : session.analysis === 'done' ? '$(tag)' : '$(loading~spin)';
    this.progress.text = `${icon} ${decided} / ${total}`;
    this.progress.tooltip = [
      l10n.t('{0} accepted, {1} rejected, {2} to decide', accepted, rejected, open),
      ...(doubtful > 0 ? [l10n.t('{0} to look at again', doubtful)] : []),
      ...(session.blocked ? [l10n.t('Nothing is written: the sidecar cannot be read.')] : []),
      ...(session.hasUnsaved ? [l10n.t('Some decisions are not written yet.')] : []),
    ].join('\n');
    this.progress.accessibilityInformation = { label: l10n.t('Annotations: {0} of {1} decided', decided, total) };
    this.progress.command = session.reviewing ? COMMAND.leaveReview : COMMAND.startReview;
    this.progress.show();
  }

  private showReview(session: PageSession): void {
    const { current } = session;
    const keys = l10n.t('a accept · x reject · Esc leave'); // more would be cut off where the window is narrow
    const allKeys = l10n.t('a accept · x reject · n next · 0–9 label · u undo · Esc leave');
    const moreKeys = l10n.t('[ ] move the start, { } the end, by a character; , . and < > by a word; e all occurrences; m mark; i details');
    if (current) {
      const confidence = current.status === 'suggested' && current.confidence !== undefined ? `${Math.round(current.confidence * 100)} %` : statusName(current.status);
      const value = valueUnlessSaid(current);
      const parts = [labelName(current.label, session.labels), oneLine(current.quote, 16), value && oneLine(value, VALUE_LENGTH), confidence, nestingText(session, current)].filter((part) => part !== undefined);
      this.review.text = `$(eye) ${parts.join(' · ')}  —  ${keys}`;
      // as a status region it is read out when it changes
      this.review.accessibilityInformation = { label: parts.join(', '), role: 'status' };
    } else {
      const { open, doubtful } = session.annotations.progress;
      const left = open + doubtful;
      this.review.text = left > 0 ? `$(eye) ${keys}` : `$(pass) ${l10n.t('Everything on this page is decided.')}`;
      this.review.accessibilityInformation = { label: left > 0 ? keys : l10n.t('Everything on this page is decided.'), role: 'status' };
    }
    this.review.tooltip = `${allKeys}\n${moreKeys}`;
    this.review.show();
  }
}
