import { strict as assert } from 'node:assert';
import { MarkdownString, TreeItemCheckboxState, TreeItemCollapsibleState, type TreeItemLabel } from 'vscode';
import { COMMAND } from '../../../src/contract';
import type { ExtensionApi } from '../../../src/extension';
import type { StatusFilter } from '../../../src/review/tree/reviewFilter';
import type { ReviewNode } from '../../../src/review/tree/reviewNodes';
import {
  annotateSample, annotateText, byId, closeAll, extensionApi, get, nodesUnder, pageNode, reference, replace, run, SAMPLE, until, type OpenPage,
} from './support';

function annotationsUnder(api: ExtensionApi, { session }: OpenPage): string[] {
  return nodesUnder(api, pageNode(api, session)).flatMap((node) => (node.kind === 'annotation' ? [node.annotation.id] : []));
}

function description(api: ExtensionApi, node: ReviewNode): string {
  return String(api.tree.getTreeItem(node).description);
}

describe('The review tree', () => {
  afterEach(closeAll);

  it('holds every annotation once, under its page, layer and label', async () => {
    const api = await extensionApi();
    const page = await annotateSample(SAMPLE.copies);
    const nodes = nodesUnder(api, pageNode(api, page.session));
    assert.deepEqual(annotationsUnder(api, page).sort(), page.session.annotations.all.map(({ id }) => id).sort());
    const items = nodes.map((node) => api.tree.getTreeItem(node));
    assert.equal(new Set(items.map(({ id }) => id)).size, items.length, 'ids of tree items are not unique');
    for (const node of nodes) {
      for (const child of api.tree.getChildren(node)) {
        const parent = api.tree.getParent(child);
        assert.ok(parent);
        assert.equal(api.tree.getTreeItem(parent).id, api.tree.getTreeItem(node).id);
      }
    }
    const layers = api.tree.getChildren(pageNode(api, page.session)).map((node) => (node.kind === 'layer' ? node.layer : node.kind));
    assert.deepEqual(layers, ['entity', 'number', 'duplicate']);
  });

  it('has the articles above the layers where the page has several, each annotation under its own', async () => {
    const api = await extensionApi();
    const page = await annotateSample(SAMPLE.hardBreaks);
    const { articles } = page.session.structure;
    assert.ok(articles.length > 1);
    const nodes = api.tree.getChildren(pageNode(api, page.session));
    const titles = nodes.map((node) => api.tree.getTreeItem(node).label);
    assert.deepEqual(titles.slice(0, articles.length), articles.map(({ title }) => title));
    for (const node of nodes) {
      assert.equal(node.kind, 'article');
      const pieces = articles.at(node.article)?.pieces;
      for (const { start } of api.tree.annotationsOf(node)) {
        assert.ok(pieces ? pieces.some((piece) => piece.start <= start && start < piece.end) : articles.every((one) => one.pieces.every((piece) => start < piece.start || piece.end <= start)));
      }
      for (const below of nodesUnder(api, node).slice(1)) {
        const parent = api.tree.getParent(below);
        assert.ok(parent && nodesUnder(api, node).some((one) => api.tree.getTreeItem(one).id === api.tree.getTreeItem(parent).id));
      }
    }
    assert.deepEqual(annotationsUnder(api, page).sort(), page.session.annotations.all.map(({ id }) => id).sort());
  });

  it('keeps the pages apart, with ids that no other page has', async () => {
    const api = await extensionApi();
    const text = '青禾镇拨款30万元。\n';
    const pages = [await annotateText(text), await annotateText(text)];
    const ids = pages.flatMap(({ session }) => nodesUnder(api, pageNode(api, session)).map((node) => api.tree.getTreeItem(node).id));
    assert.equal(new Set(ids).size, ids.length);
  });

  it('counts what is open, and follows decisions and undo', async () => {
    const api = await extensionApi();
    const page = await annotateText('青禾镇拨款30万元，又借5万元，修渠12公里。\n');
    const node = pageNode(api, page.session);
    const total = page.session.annotations.all.length;
    const money = nodesUnder(api, node).find((one) => one.kind === 'label' && one.label === 'money');
    assert.ok(money);
    assert.equal(description(api, node), `0 / ${total}`);
    assert.equal(description(api, money), '2');
    await run(COMMAND.accept, reference(page.session, get(page.session, 'number', '30万元')));
    assert.equal(description(api, node), `1 / ${total}`);
    assert.match(description(api, money), /1.*2/u);
    await run(COMMAND.reject, reference(page.session, get(page.session, 'number', '5万元')));
    assert.equal(description(api, money), '2 ✓');
    await run(COMMAND.undo);
    await run(COMMAND.undo);
    assert.equal(description(api, node), `0 / ${total}`);
    assert.equal(description(api, money), '2');
  });

  it('shows what the filter asks for', async () => {
    const api = await extensionApi();
    const page = await annotateSample(SAMPLE.county);
    const [first, second, third] = page.session.annotations.all;
    await run(COMMAND.accept, reference(page.session, first));
    await run(COMMAND.reject, reference(page.session, second));
    const shown = (filter: StatusFilter): string[] => {
      api.tree.filter.status = filter;
      return annotationsUnder(api, page);
    };
    assert.deepEqual(shown('accepted'), [first.id]);
    assert.deepEqual(shown('rejected'), [second.id]);
    const open = shown('open');
    assert.equal(open.length, page.session.annotations.all.length - 2);
    assert.ok(open.includes(third.id));
    assert.equal(shown('all').length, page.session.annotations.all.length);
  });

  it('a filtered node decides only what it shows', async () => {
    const api = await extensionApi();
    const page = await annotateText('青禾镇拨款30万元，又借5万元。\n');
    const accepted = get(page.session, 'number', '30万元');
    await run(COMMAND.accept, reference(page.session, accepted));
    api.tree.filter.status = 'open';
    const money = nodesUnder(api, pageNode(api, page.session)).find((one) => one.kind === 'label' && one.label === 'money');
    await run(COMMAND.reject, money);
    assert.equal(byId(page.session, accepted.id).status, 'accepted');
    assert.equal(get(page.session, 'number', '5万元').status, 'rejected');
  });

  it('an annotation stands in its context, leads to the text and explains itself when asked', async () => {
    const api = await extensionApi();
    const page = await annotateText('青禾镇拨款30万元，又借5万元。\n');
    const money = get(page.session, 'number', '30万元');
    const node: ReviewNode = { kind: 'annotation', session: page.session, annotation: money };
    const item = api.tree.getTreeItem(node);
    const { label, highlights } = item.label as TreeItemLabel;
    assert.deepEqual((highlights ?? []).map(([start, end]) => label.slice(start, end)), ['30万元']);
    assert.ok(label.includes('拨款30万元，'));
    assert.equal(item.collapsibleState ?? TreeItemCollapsibleState.None, TreeItemCollapsibleState.None);
    assert.equal(item.tooltip, undefined);
    const { tooltip } = api.tree.resolveTreeItem(item, node);
    assert.ok(tooltip instanceof MarkdownString && tooltip.value.includes('30万元'));
    assert.ok(item.command);
    await run(COMMAND.reveal, ...(item.command.arguments ?? []) as unknown[]);
    assert.equal(page.session.current?.id, money.id);
    assert.equal(page.document.offsetAt(page.editor.selection.active), money.start);
  });

  it('decisions whose words are gone stand first and apart', async () => {
    const api = await extensionApi();
    const page = await annotateText('青禾镇拨款30万元，又借5万元。\n');
    const money = get(page.session, 'number', '30万元');
    await run(COMMAND.accept, reference(page.session, money));
    await replace(page, money.start, money.end, '一笔钱');
    const [first] = api.tree.getChildren(pageNode(api, page.session));
    assert.equal(first.kind, 'unplaced');
    assert.deepEqual(api.tree.annotationsOf(first).map(({ id }) => id), [money.id]);
    assert.equal(annotationsUnder(api, page).filter((id) => id === money.id).length, 1);
  });

  it('lets go of a page that is closed', async () => {
    const api = await extensionApi();
    const page = await annotateText('青禾镇拨款30万元。\n');
    await run(COMMAND.closePage, pageNode(api, page.session));
    assert.equal(api.tree.getChildren().some(({ session }) => session.key === page.session.key), false);
  });
});

describe('The review tree, filtered, grouped and sorted', () => {
  afterEach(closeAll);

  const TEXT = '青禾镇拨款30万元，又借5万元。\n\n青禾镇修渠12公里。\n';

  it('groups by words and by status, with the same annotations under stable ids', async () => {
    const api = await extensionApi();
    const page = await annotateText(TEXT);
    const expected = page.session.annotations.all.map(({ id }) => id).sort();
    for (const grouping of ['words', 'status', 'none', 'label', 'article'] as const) {
      api.tree.filter.grouping = grouping;
      assert.deepEqual(annotationsUnder(api, page).sort(), expected, grouping);
      const ids = nodesUnder(api, pageNode(api, page.session)).map((node) => api.tree.getTreeItem(node).id);
      assert.equal(new Set(ids).size, ids.length);
    }
    api.tree.filter.grouping = 'status';
    await run(COMMAND.accept, reference(page.session, get(page.session, 'number', '5万元')));
    const groups = api.tree.getChildren(pageNode(api, page.session)).map((node) => (node.kind === 'status' ? node.status : node.kind));
    assert.deepEqual(groups, ['suggested', 'accepted']);
    api.tree.filter.grouping = 'words';
    const town = api.tree.getChildren(pageNode(api, page.session)).find((node) => node.kind === 'words' && node.words === '青禾镇');
    assert.ok(town && api.tree.annotationsOf(town).length === 2);
  });

  it('filters by words and facets, typed as a command argument, and sorts', async () => {
    const api = await extensionApi();
    const page = await annotateText(TEXT);
    await run(COMMAND.search, 'label:money');
    api.tree.filter.order = 'value';
    const quotes = annotationsUnder(api, page).map((id) => byId(page.session, id).quote);
    assert.deepEqual(quotes, ['5万元', '30万元']);
    api.tree.filter.order = 'position';
    assert.deepEqual(annotationsUnder(api, page).map((id) => byId(page.session, id).quote), ['30万元', '5万元']);
    await run(COMMAND.search, '');
    assert.equal(annotationsUnder(api, page).length, page.session.annotations.all.length);
  });

  it('keeps its nodes when a decision leaves them where they are, and draws only those anew', async () => {
    const api = await extensionApi();
    const page = await annotateText(TEXT);
    const leaf = (): ReviewNode | undefined => nodesUnder(api, pageNode(api, page.session))
      .find((node) => node.kind === 'annotation' && node.annotation.quote === '5万元');
    let allDrawn = false;
    const quiet = until(() => allDrawn, (listener) => api.tree.onDidChangeTreeData((nodes) => {
      allDrawn ||= nodes === undefined;
      listener();
    }));
    api.tree.filter.order = 'position'; // draws everything; nothing else waits to be drawn then
    await quiet;
    const before = leaf();
    const drawn: (readonly ReviewNode[])[] = [];
    const told = until(() => drawn.find((nodes) => nodes.some(({ kind }) => kind === 'annotation')), (listener) => api.tree.onDidChangeTreeData((nodes) => {
      if (nodes) drawn.push(nodes);
      listener();
    }));
    await run(COMMAND.accept, reference(page.session, get(page.session, 'number', '5万元')));
    assert.equal(leaf(), before);
    assert.ok(before?.kind === 'annotation' && before.annotation.status === 'accepted');
    const nodes = await told;
    assert.ok(nodes.every((node) => node === before || node.kind === 'page'));
  });

  it('boxes accept and take back, a whole group in one step', async () => {
    const api = await extensionApi();
    const page = await annotateText(TEXT);
    const money = nodesUnder(api, pageNode(api, page.session)).find((one) => one.kind === 'label' && one.label === 'money');
    assert.ok(money);
    assert.equal((api.tree.getTreeItem(money).checkboxState as { state: TreeItemCheckboxState }).state, TreeItemCheckboxState.Unchecked);
    api.tree.check([{ node: money, checked: true }]);
    assert.deepEqual(api.tree.annotationsOf(money).map(({ status }) => status), ['accepted', 'accepted']);
    assert.equal((api.tree.getTreeItem(money).checkboxState as { state: TreeItemCheckboxState }).state, TreeItemCheckboxState.Checked);
    const five = nodesUnder(api, money).find((node) => node.kind === 'annotation' && node.annotation.quote === '5万元');
    assert.ok(five);
    api.tree.check([{ node: five, checked: false }]);
    assert.equal(get(page.session, 'number', '5万元').status, 'suggested');
    await run(COMMAND.undo);
    await run(COMMAND.undo);
    assert.ok(page.session.annotations.all.every(({ status }) => status === 'suggested'));
  });

  it('several selected annotations are decided in one step', async () => {
    const api = await extensionApi();
    const page = await annotateText(TEXT);
    const nodes = nodesUnder(api, pageNode(api, page.session)).filter((node) => node.kind === 'annotation' && node.annotation.layer === 'number');
    await run(COMMAND.reject, nodes[0], nodes);
    assert.ok(page.session.annotations.all.every(({ layer, status }) => (layer === 'number') === (status === 'rejected')));
    await run(COMMAND.undo);
    assert.ok(page.session.annotations.all.every(({ status }) => status === 'suggested'));
  });
});
