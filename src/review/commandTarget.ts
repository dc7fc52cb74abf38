import { Uri, window, workspace, type TextEditor } from 'vscode';
import type { Annotation } from '../annotations/model';
import type { PageRegistry } from './pageRegistry';
import type { PageSession } from './pageSession';
import type { NumberNode, NumbersTree } from './numbersTree';
import { editorOf, type ReviewMode } from './reviewMode';
import type { ReviewNode } from './tree/reviewNodes';
import type { ReviewTree } from './tree/reviewTree';

/** How hovers and tree items name an annotation in a command's arguments. */
export interface AnnotationReference {
  readonly page: string;
  readonly id: string;
}

/** The argument of keys that are pressed in the tree. */
const TREE_SELECTION = 'tree';
const NUMBERS_SELECTION = 'numbers';
/** A tree is drawn within some tenths of a second. */
const SELECTION_TRIES = 40;
const SELECTION_PAUSE_MS = 25;

/** Whether a command comes from a key that was pressed in a tree. */
export function isKeyInTree(argument: unknown): boolean {
  return argument === TREE_SELECTION || argument === NUMBERS_SELECTION;
}

/** What a command is to work on. */
export interface Target {
  readonly session: PageSession;
  readonly annotations: readonly Annotation[];
  /** Whether the person is in the text, so that the review goes on to the next annotation. */
  readonly inEditor: boolean;
}

/** Finds out what a command is about: its arguments (hover link, tree item, tree selection), the focus, the cursor. */
export class CommandTargets {
  constructor(private readonly pages: PageRegistry, private readonly mode: ReviewMode, private readonly tree: ReviewTree, private readonly numbers: NumbersTree) {}

  /** The annotated page in the active editor. */
  page(): { session: PageSession; editor: TextEditor } | undefined {
    const editor = window.activeTextEditor;
    const session = this.pages.of(editor?.document);
    return editor && session ? { session, editor } : undefined;
  }

  of(argument: unknown, selected: unknown): Target | undefined {
    if (isReference(argument)) return this.ofReference(argument);
    if (argument === TREE_SELECTION) return this.ofTreeSelection();
    if (argument === NUMBERS_SELECTION) return this.ofNodes(this.numbers.view.selection);
    const nodes = (Array.isArray(selected) && selected.length > 0 ? selected : [argument]).filter(isNode);
    if (nodes.length > 0) return this.ofNodes(nodes);
    return this.ofEditor();
  }

  /** While a tree is drawn anew, VS Code knows nothing of its selection: resolves when it does, for a key that was pressed there meanwhile. */
  async selectionKnown(argument: unknown): Promise<void> {
    const view = argument === TREE_SELECTION ? this.tree.view : argument === NUMBERS_SELECTION ? this.numbers.view : undefined;
    for (let tries = 0; view?.visible && view.selection.length === 0 && tries < SELECTION_TRIES; tries++) {
      await new Promise((resolve) => setTimeout(resolve, SELECTION_PAUSE_MS));
    }
  }

  /** What is selected in the tree, for keys pressed there. */
  ofTreeSelection(): Target | undefined {
    return this.ofNodes(this.tree.view.selection);
  }

  private ofReference({ page, id }: AnnotationReference): Target | undefined {
    const session = this.pages.of({ uri: Uri.parse(page) });
    const annotation = session?.annotations.get(id);
    return session && annotation ? { session, annotations: [annotation], inEditor: false } : undefined;
  }

  /** Annotations of one page at a time: those of the first node's page. */
  ofNodes(nodes: readonly (ReviewNode | NumberNode)[]): Target | undefined {
    const session = nodes.at(0)?.session;
    if (!session) return undefined;
    const annotations = nodes.filter((node) => node.session === session).flatMap((node) => this.annotationsUnder(node));
    const once = nodes.length === 1 ? annotations : [...new Map(annotations.map((one) => [one.id, one])).values()];
    return { session, annotations: once, inEditor: false };
  }

  /** As they are now: a node may be older. */
  private annotationsUnder(node: ReviewNode | NumberNode): readonly Annotation[] {
    const { annotations } = node.session;
    switch (node.kind) {
      case 'numbers': return node.annotations.flatMap(({ id }) => annotations.get(id) ?? []);
      case 'annotation':
      case 'side': return [node.annotation.id].flatMap((id) => annotations.get(id) ?? []);
      default: return this.tree.annotationsOf(node);
    }
  }

  private ofEditor(): Target | undefined {
    const page = this.page();
    if (!page) return undefined;
    const annotation = this.mode.target(page.session, page.editor);
    return { session: page.session, annotations: annotation ? [annotation] : [], inEditor: true };
  }
}

/** Shows the page of a session in an editor; the one that shows it already where there is one. */
export async function showPage(session: PageSession, preserveFocus: boolean): Promise<TextEditor> {
  const visible = editorOf(session);
  if (visible && (preserveFocus || window.activeTextEditor === visible)) return visible;
  const document = await workspace.openTextDocument(session.document.uri);
  return window.showTextDocument(document, { preserveFocus, viewColumn: visible?.viewColumn });
}

function isReference(value: unknown): value is AnnotationReference {
  return typeof value === 'object' && value !== null && 'page' in value && 'id' in value
    && typeof value.page === 'string' && typeof value.id === 'string';
}

function isNode(value: unknown): value is ReviewNode | NumberNode {
  return typeof value === 'object' && value !== null && 'kind' in value && 'session' in value;
}
