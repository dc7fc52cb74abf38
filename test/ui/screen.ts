import type { Annotation } from '../../src/annotations/model';
import type { UserWindow } from './userWindow';

/** The progress in the status bar. */
export const PROGRESS = '[id$="newsAnnotator.progress"]';
/** The same when all layers are there: a tag instead of the spinning wheel. */
export const ANALYSED = `${PROGRESS} .codicon-tag`;
/** The status line of the review. */
export const REVIEW = '[id$="newsAnnotator.review"]';
/** The text of a page that can be typed into, and of one in review. */
export const WRITABLE = '.editor-instance .native-edit-context[aria-autocomplete="both"]';
export const READ_ONLY = '.editor-instance .native-edit-context[aria-autocomplete="none"]';
export const LIST_ROW = '.quick-input-list .monaco-list-row';

/** What a sidecar holds. */
export function annotationsIn(sidecar: string): readonly Annotation[] {
  return (JSON.parse(sidecar) as { annotations: Annotation[] }).annotations;
}

export function decidedOf(annotations: readonly Annotation[]): readonly Annotation[] {
  return annotations.filter(({ status }) => status !== 'suggested');
}

/** Opens a page in an English window, annotates it, and waits for the keys of the review. */
export async function reviewPage(window: UserWindow, page: string): Promise<void> {
  await window.openPage(page);
  await window.runCommand('Annotate Page');
  await window.page.locator(ANALYSED).first().waitFor();
  await startReview(window);
}

export async function startReview(window: UserWindow): Promise<void> {
  await window.runCommand('Start Review');
  await window.waitForText(REVIEW, 'a accept');
}

/** Closes the window of a `describe` after its tests, and keeps what helps to understand one that failed. */
export function closeAfterTests(window: () => UserWindow): void {
  after(async () => {
    await window().close();
  });

  afterEach(async function () {
    if (this.currentTest?.isFailed()) await window().keepEvidence(this.currentTest.title);
  });
}
