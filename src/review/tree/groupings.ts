import { isUnplaced, LAYERS, type Annotation } from '../../annotations/model';
import { isDoubtful } from '../../annotations/progress';
import { withoutWhitespace } from '../../annotations/whitespace';
import { articleFinder, hasArticles } from '../articleGroups';
import type { PageSession } from '../pageSession';
import type { GroupNode } from './reviewNodes';

/** How the review view puts annotations together. */
export type Grouping = 'article' | 'label' | 'status' | 'words' | 'none';
export const GROUPINGS: readonly Grouping[] = ['article', 'label', 'status', 'words', 'none'];

/** The groups that an annotation belongs to, the outermost first; the same array for all that belong to the same groups. */
export type PathOf = (annotation: Annotation) => Path;
export type Path = readonly GroupNode[];

/** What was decided in two ways and what lost its words stand apart in every grouping, since they must be looked at first. */
export function pathsBy(grouping: Grouping, session: PageSession): PathOf {
  const path = pathWithin(grouping, session);
  const conflicts: Path = [{ kind: 'conflicts', session }];
  const unplaced: Path = [{ kind: 'unplaced', session }];
  return (annotation) => {
    if (annotation.conflict) return conflicts;
    return isUnplaced(annotation) ? unplaced : path(annotation);
  };
}

function pathWithin(grouping: Grouping, session: PageSession): PathOf {
  switch (grouping) {
    case 'article': return pathByArticle(session);
    case 'label': return oncePer(({ layer, label }) => `${layer} ${label}`, ({ layer, label }) => [{ kind: 'layer', session, layer }, { kind: 'label', session, layer, label }]);
    case 'status': return oncePer(statusOf, (annotation) => [{ kind: 'status', session, status: statusOf(annotation) }]);
    case 'words': return oncePer(({ quote }) => withoutWhitespace(quote), ({ quote }) => [{ kind: 'words', session, words: withoutWhitespace(quote) }]);
    case 'none': return oncePer(() => '', () => []);
  }
}

/** Article by article where the page has more than one. */
function pathByArticle(session: PageSession): PathOf {
  if (!hasArticles(session)) return pathWithin('label', session);
  const articleAt = articleFinder(session.structure);
  return oncePer(({ start, layer, label }) => `${articleAt(start)} ${layer} ${label}`, ({ start, layer, label }) => {
    const article = articleAt(start);
    return [{ kind: 'article', session, article }, { kind: 'layer', session, article, layer }, { kind: 'label', session, article, layer, label }];
  });
}

/** Makes one path for all annotations that have the same key. */
function oncePer(keyOf: (annotation: Annotation) => string, make: PathOf): PathOf {
  const known = new Map<string, Path>();
  return (annotation) => {
    const key = keyOf(annotation);
    const path = known.get(key) ?? make(annotation);
    known.set(key, path);
    return path;
  };
}

function statusOf(annotation: Annotation): (typeof STATUSES)[number] {
  return isDoubtful(annotation) ? 'doubtful' : annotation.status;
}

const STATUSES = ['doubtful', 'suggested', 'accepted', 'rejected'] as const;

/** Groups with an order of their own; the others stand in the order in which their annotations come. */
export function groupRank(node: GroupNode): number {
  switch (node.kind) {
    case 'conflicts': return -2;
    case 'unplaced': return -1;
    case 'article': return node.article;
    case 'layer': return LAYERS.indexOf(node.layer);
    case 'status': return STATUSES.indexOf(node.status);
    default: return 0;
  }
}
