import type { Annotation } from '../../src/annotations/model';
import type { UserWindow } from './userWindow';

/** The progress in the status bar. */
export const PROGRESS = '[id$="newsAnnotator.progress"]';
/** The same when all layers are there: a tag instead of the spinning wheel. */
export const ANALYSED = `${PROGRESS} .codicon-tag`;
/** The status line of the review; the view of the same id is elsewhere. */
export const REVIEW = '.statusbar-item[id$="newsAnnotator.review"]';
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

/** Waits until the text can be typed into, or no more. */
export async function waitUntilReadOnly(window: UserWindow, readOnly = true): Promise<void> {
  await window.page.locator(`.editor-instance .native-edit-context[aria-autocomplete="${readOnly ? 'none' : 'both'}"]`).first().waitFor({ state: 'attached' });
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
