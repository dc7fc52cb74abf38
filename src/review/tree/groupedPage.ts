import type { Annotation } from '../../annotations/model';
import type { PageSession } from '../pageSession';
import { groupRank, pathsBy, type Path, type PathOf } from './groupings';
import type { ReviewFilter } from './reviewFilter';
import { nodeId, type AnnotationNode, type GroupNode, type PageNode, type ReviewNode } from './reviewNodes';

/** Siblings under one node; more are shown in portions, since a tree of thousands of siblings is slow. */
export const PORTION = 500;
/** Annotations grouped between two breaks: a few milliseconds' worth. */
const SLICE = 2000;

/** A group with what is under it; a page or a group that holds groups has no annotations of its own. */
interface Branch {
  readonly node: PageNode | GroupNode;
  readonly parent: Branch | undefined;
  readonly groups: Branch[];
  readonly annotations: AnnotationNode[];
}

/** The annotations of a page as the review view shows them: grouped, filtered and sorted; nodes stay the same objects. */
export class GroupedPage {
  private readonly root: Branch;
  private readonly branches = new Map<string, Branch>();
  private readonly branchesByPath = new Map<Path, Branch>();
  private readonly leaves = new Map<string, { node: { annotation: Annotation } & AnnotationNode; branch: Branch; index: number }>();
  private readonly portions = new Map<string, ReviewNode>();
  private readonly pathOf: PathOf;

  private constructor(private readonly session: PageSession, node: PageNode, private readonly filter: ReviewFilter) {
    this.root = { node, parent: undefined, groups: [], annotations: [] };
    this.branches.set(nodeId(node), this.root);
    this.pathOf = pathsBy(filter.grouping, session);
  }

  /** Groups a page as it is now, with breaks. */
  static* inSlices(session: PageSession, node: PageNode, filter: ReviewFilter): Generator<void, GroupedPage> {
    const page = new GroupedPage(session, node, filter);
    const { leaves } = page;
    for (const [index, annotation] of filter.inOrder(session).entries()) {
      if (index % SLICE === SLICE - 1) yield;
      if (!filter.shows(session, annotation)) continue;
      const branch = page.branchOf(annotation);
      const leaf = { kind: 'annotation' as const, session, annotation };
      leaves.set(annotation.id, { node: leaf, branch, index: branch.annotations.length });
      branch.annotations.push(leaf);
    }
    for (const { groups } of page.branches.values()) groups.sort((a, b) => groupRank(a.node as GroupNode) - groupRank(b.node as GroupNode));
    return page;
  }

  childrenOf(node: ReviewNode): ReviewNode[] {
    if (node.kind === 'annotation') return sidesOf(node);
    if (node.kind === 'side') return [];
    if (node.kind === 'portion') return this.childrenOfBranch(node.of).slice(node.first, node.first + PORTION);
    const children = this.childrenOfBranch(node);
    if (children.length <= PORTION) return children;
    return Array.from({ length: Math.ceil(children.length / PORTION) }, (_, index) => this.portion(node, index * PORTION));
  }

  parentOf(node: ReviewNode): ReviewNode | undefined {
    switch (node.kind) {
      case 'page': return undefined;
      case 'portion': return node.of;
      case 'side': return this.nodeOf(node.annotation.id);
      case 'annotation': {
        const leaf = this.leaves.get(node.annotation.id);
        return leaf ? this.holder(leaf.branch, leaf.index) : this.root.node;
      }
      default: {
        const branch = this.branches.get(nodeId(node));
        return branch?.parent ? this.holder(branch.parent, branch.parent.groups.indexOf(branch)) : this.root.node;
      }
    }
  }

  /** The annotations under a node, in the order of the view. */
  annotationsUnder(node: ReviewNode): Annotation[] {
    if (node.kind === 'annotation' || node.kind === 'side') return [node.annotation];
    if (node.kind === 'portion') return this.childrenOf(node).flatMap((child) => this.annotationsUnder(child));
    const branch = this.branches.get(nodeId(node));
    return branch ? annotationsOf(branch) : [];
  }

  nodeOf(id: string): AnnotationNode | undefined {
    return this.leaves.get(id)?.node;
  }

  /**
   * Takes over what became of some annotations.
   * @returns the nodes that look otherwise now; undefined where one came, went or moved, so that all must be grouped again
   */
  update(ids: readonly string[]): AnnotationNode[] | undefined {
    const nodes: AnnotationNode[] = [];
    for (const id of ids) {
      const leaf = this.leaves.get(id);
      const now = this.session.annotations.get(id);
      const shown = now !== undefined && this.filter.shows(this.session, now);
      if (!leaf && !shown) continue;
      if (!leaf || !shown || !this.filter.keepsPlace(leaf.node.annotation, now) || this.pathOf(leaf.node.annotation) !== this.pathOf(now)) return undefined;
      leaf.node.annotation = now;
      nodes.push(leaf.node);
    }
    return nodes;
  }

  private branchOf(annotation: Annotation): Branch {
    const path = this.pathOf(annotation);
    const branch = this.branchesByPath.get(path) ?? this.branchAt(path);
    this.branchesByPath.set(path, branch);
    return branch;
  }

  private branchAt(path: Path): Branch {
    let branch = this.root;
    for (const node of path) {
      const id = nodeId(node);
      let next = this.branches.get(id);
      if (!next) {
        next = { node, parent: branch, groups: [], annotations: [] };
        branch.groups.push(next);
        this.branches.set(id, next);
      }
      branch = next;
    }
    return branch;
  }

  private childrenOfBranch(node: PageNode | GroupNode): ReviewNode[] {
    const branch = this.branches.get(nodeId(node));
    return branch ? [...branch.groups.map((group) => group.node), ...branch.annotations] : [];
  }

  /** The node under which a child of a branch is shown. */
  private holder(branch: Branch, index: number): ReviewNode {
    if (branch.groups.length + branch.annotations.length <= PORTION) return branch.node;
    return this.portion(branch.node, Math.floor(index / PORTION) * PORTION);
  }

  private portion(of: PageNode | GroupNode, first: number): ReviewNode {
    const portion: ReviewNode = { kind: 'portion', session: this.session, of, first };
    const id = nodeId(portion);
    const known = this.portions.get(id);
    if (known) return known;
    this.portions.set(id, portion);
    return portion;
  }
}

/** The annotations of a page or a group as they are now, in the order of the view, without grouping the rest of the page. */
export function annotationsOfGroup(node: PageNode | GroupNode, filter: ReviewFilter): Annotation[] {
  const { session } = node;
  const wanted = nodeId(node);
  const pathOf = pathsBy(filter.grouping, session);
  const isUnder = new Map<Path, boolean>();
  return filter.inOrder(session).filter((annotation) => {
    if (!filter.shows(session, annotation)) return false;
    if (node.kind === 'page') return true;
    const path = pathOf(annotation);
    const under = isUnder.get(path) ?? path.some((one) => nodeId(one) === wanted);
    isUnder.set(path, under);
    return under;
  });
}

function annotationsOf(branch: Branch): Annotation[] {
  return [...branch.groups.flatMap(annotationsOf), ...branch.annotations.map(({ annotation }) => annotation)];
}

/** The decisions of a conflict, the one that stands first. */
function sidesOf({ session, annotation }: AnnotationNode): ReviewNode[] {
  return annotation.conflict ? [annotation, ...annotation.conflict].map((_, side) => ({ kind: 'side', session, annotation, side })) : [];
}
