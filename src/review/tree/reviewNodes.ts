import type { Annotation, Layer, Status } from '../../annotations/model';
import type { PageSession } from '../pageSession';

/** Annotations that belong together in the review view. */
export type GroupNode =
  /** Decisions whose words are gone from the page. */
  | { readonly kind: 'unplaced'; readonly session: PageSession }
  /** What was decided in two ways. */
  | { readonly kind: 'conflicts'; readonly session: PageSession }
  | { readonly kind: 'article'; readonly session: PageSession; readonly article: number }
  /** `article` is undefined where there is no such level. */
  | { readonly kind: 'layer'; readonly session: PageSession; readonly article?: number; readonly layer: Layer }
  | { readonly kind: 'label'; readonly session: PageSession; readonly article?: number; readonly layer: Layer; readonly label: string }
  | { readonly kind: 'status'; readonly session: PageSession; readonly status: Status | 'doubtful' }
  /** All annotations of the same words, white space aside. */
  | { readonly kind: 'words'; readonly session: PageSession; readonly words: string };

export type PageNode = { readonly kind: 'page'; readonly session: PageSession };
export type AnnotationNode = { readonly kind: 'annotation'; readonly session: PageSession; readonly annotation: Annotation };

/** One of the decisions in a conflict: 0 is the one that stands. */
export type SideNode = { readonly kind: 'side'; readonly session: PageSession; readonly annotation: Annotation; readonly side: number };

/** A node of the review tree: page → groups → annotation, with portions where there are very many siblings. */
export type ReviewNode =
  | PageNode
  | GroupNode
  | { readonly kind: 'portion'; readonly session: PageSession; readonly of: PageNode | GroupNode; readonly first: number }
  | AnnotationNode
  | SideNode;

/** The same for the same node, whatever happens to the page; no two nodes share it. */
export function nodeId(node: ReviewNode): string {
  const { kind, session } = node;
  switch (node.kind) {
    case 'page': return session.key;
    case 'side': return [session.key, kind, node.annotation.id, node.side].join('\n');
    case 'unplaced':
    case 'conflicts': return [session.key, kind].join('\n');
    case 'annotation': return [session.key, kind, node.annotation.id].join('\n');
    case 'article': return [session.key, kind, node.article].join('\n');
    case 'layer': return [session.key, kind, node.article, node.layer].join('\n');
    case 'label': return [session.key, kind, node.article, node.layer, node.label].join('\n');
    case 'status': return [session.key, kind, node.status].join('\n');
    case 'words': return [session.key, kind, node.words].join('\n');
    case 'portion': return [nodeId(node.of), kind, node.first].join('\n');
  }
}
