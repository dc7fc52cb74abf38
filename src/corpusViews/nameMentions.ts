import type { Annotation } from '../annotations/model';
import { contextOf } from '../annotations/context';
import { isMention, mentionsOfName, surveyPage } from '../annotations/pageSurvey';
import type { MentionAnswer, PageMentions, PlacedMention } from '../survey/protocol';
import type { PageSession } from '../review/pageSession';
import type { CorpusService } from './corpusService';
import { byLength } from '../page/span';

/**
 * Where a name stands in the whole corpus: open pages as they are in their editors, the others as their sidecars say.
 * Undefined where the survey failed or was given up.
 * @param most mentions at most that are placed; `total` and `paths` are of all
 */
export async function mentionsInCorpus(corpus: CorpusService, name: string, most: number, signal?: AbortSignal): Promise<MentionAnswer | undefined> {
  await corpus.whenRead();
  const openPages = corpus.openPages();
  const open = openPages.flatMap(({ path, session }) => {
    const mentions = mentionsOn(session, name);
    return mentions.length > 0 ? [{ path, mentions }] : [];
  });
  const outcome = await corpus.ask('mentions', { name, most, except: openPages.map(({ path }) => path) }, { signal });
  if (outcome.kind !== 'done') return undefined;
  const { total, paths, pages } = outcome.answer;
  return {
    total: total + open.reduce((sum, { mentions }) => sum + mentions.length, 0),
    paths: [...paths, ...open.map(({ path }) => path)].sort(),
    pages: [...open.map((page): PageMentions => ({ ...page, mentions: page.mentions.slice(0, most) })), ...pages].sort((a, b) => (a.path < b.path ? -1 : 1)),
  };
}

/** Where a name stands on an open page. */
export function mentionsOn({ annotations, document }: PageSession, name: string): PlacedMention[] {
  const mentions = surveyPage(mentionsOfName(annotations.all, name)).mentions;
  return mentions.map((mention) => {
    const from = document.positionAt(mention.start);
    const to = document.positionAt(mention.end);
    return {
      ...mention, ...contextOf(annotations.text, mention),
      from: { line: from.line, character: from.character }, to: { line: to.line, character: to.character },
    };
  });
}

/** The innermost name at an offset of an open page. */
export function nameAt({ annotations }: PageSession, offset: number): Annotation | undefined {
  return annotations.touching({ start: offset, end: offset + 1 }).filter(isMention)
    .sort(byLength).at(0);
}
