import { workspace } from 'vscode';
import type { PageFacts } from '../annotations/query';
import { articleFinder, articleName } from './articleGroups';
import type { PageSession } from './pageSession';

/** What filters may ask of a page, as its structure is now. */
export function pageFacts(session: PageSession): PageFacts {
  const find = articleFinder(session.structure);
  const names = session.structure.articles.map((_, index) => articleName(session, index));
  return { file: workspace.asRelativePath(session.document.uri), articleAt: (offset) => names.at(find(offset)) };
}
