import { l10n, window } from 'vscode';
import type { AnalysisClient } from '../analysis/client';
import { wordSpans, wordWindow } from '../annotations/words';
import type { Span } from '../page/span';
import type { PageSession } from './pageSession';

/** The words around a span as the segmenter cuts them; undefined, with a message, where they are not to be had. */
export async function wordsAround(client: AnalysisClient, session: PageSession, span: Span): Promise<Span[] | undefined> {
  const { text } = session.annotations;
  const around = wordWindow(text, span);
  const lengths = await client.wordLengths(around.text);
  if (!lengths) {
    void window.setStatusBarMessage(l10n.t('Words are not to be had now: the analysis does not answer.'), 4000);
    return undefined;
  }
  return session.annotations.text === text ? wordSpans(around, lengths) : undefined; // the page was edited meanwhile
}
