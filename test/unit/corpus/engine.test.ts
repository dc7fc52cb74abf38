import assert from 'node:assert/strict';
import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CorpusEngine, type WorkControl } from '../../../src/corpus/engine';
import type { GroupQuery } from '../../../src/corpus/protocol';
import { Cancelled } from '../../../src/processes/serve';

const INLINE = { workerProgram: null, threads: 0 };
const QUERY: GroupQuery = { near: true, order: 'members', from: 0, count: 10 };

const BRIDGE = '青石镇新修的两座便桥昨天通车，住在河对岸的四十多名学生再也不用绕行十里山路上学，家长们自发在桥头挂起了红灯笼。';
const BRIDGE_EDITED = '青石镇新建的两座便桥前天通车，住在河对面的四十多名学生再也不必绕行十里山路上学，家长们自发在桥头挂起了红灯笼。';
const MILL = '老磨坊的水轮停了三十年，今年开春被几个返乡的年轻人重新修好，磨出来的第一袋面粉送给了村里年纪最大的老人。';
const MILL_TRADITIONAL = '老磨坊的水輪停了三十年，今年開春被幾個返鄉的年輕人重新修好，磨出來的第一袋麵粉送給了村裡年紀最大的老人。';
const OTHER = '入夏以后气温一天高过一天，粮库的保管员每隔两个小时就要爬上仓顶测一次温度，把数字写在门口的小黑板上。';
const QUOTING = '说起那件事，邻居至今记得清楚：住在河对岸的四十多名学生再也不用绕行十里山路上学，光这一条就值得把桥修起来，何况还有别的好处。';

function control(cancelAfter = Infinity): WorkControl & { readonly phases: Set<string> } {
  const phases = new Set<string>();
  let breaths = 0;
  return {
    phases,
    cancelled: () => breaths >= cancelAfter,
    breathe: () => {
      breaths++;
      return Promise.resolve();
    },
    progress: ({ phase }) => { phases.add(phase); },
  };
}

describe('the index of a corpus', () => {
  let folder: string;
  let engine: CorpusEngine;
  const pathOf = (name: string): string => join(folder, name);
  const write = (name: string, text: string | Uint8Array): string => {
    writeFileSync(pathOf(name), text);
    return pathOf(name);
  };
  const open = (storage: string | null = null): CorpusEngine => new CorpusEngine({ storage, scriptsAlike: true }, INLINE);
  const pathsOfGroups = async (near = true): Promise<string[][]> =>
    (await engine.groups({ ...QUERY, near }, control())).groups.map(({ members }) => members.map(({ path }) => path.slice(folder.length + 1)).sort());

  beforeEach(() => {
    folder = join(tmpdir(), `corpus-${process.pid}-${Math.random().toString(36).slice(2)}`);
    mkdirSync(folder);
    engine = open();
  });
  afterEach(() => { rmSync(folder, { recursive: true }); });

  it('finds exact copies, copies with edits, quotes and copies in the other script, with their places', async () => {
    write('a.txt', `桥通了\n\n${BRIDGE}\n${OTHER}`);
    write('b.txt', BRIDGE_EDITED);
    write('c.txt', BRIDGE.match(/.{1,17}/gu)!.join('\r\n'));
    write('d.txt', MILL);
    write('e.news', MILL_TRADITIONAL);
    write('f.txt', QUOTING);
    write('g.md', BRIDGE);
    const summary = await engine.update({ folders: [folder] }, control());
    assert.deepEqual({ ...summary, paragraphs: 0 }, { files: 6, paragraphs: 0, read: 6, problems: [], problemCount: 0, cut: [], cutCount: 0 });
    const { total, groups } = await engine.groups(QUERY, control());
    assert.equal(total, 2);
    const [bridge, mill] = groups;
    assert.deepEqual(bridge.members.map(({ path, kind }) => [path.slice(folder.length + 1), kind]).sort(), [['a.txt', 'exact'], ['b.txt', 'near'], ['c.txt', 'exact'], ['f.txt', 'contains']]);
    assert.equal(bridge.excerpt.slice(0, 8), BRIDGE.slice(0, 8));
    const first = bridge.members.find(({ path }) => path.endsWith('a.txt'))!;
    assert.deepEqual([first.start, first.end], [5, 5 + BRIDGE.length]);
    const quote = bridge.members.find(({ path }) => path.endsWith('f.txt'))!;
    assert.ok(QUOTING.slice(quote.start, quote.end).includes('住在河对岸的四十多名学生再也不用绕行十里山路上学'));
    assert.deepEqual(mill.members.map(({ kind }) => kind), ['exact', 'exact']);
    assert.deepEqual((await engine.groups({ ...QUERY, near: false }, control())).groups.map(({ memberCount, kind }) => [memberCount, kind]), [[2, 'exact'], [2, 'exact']]);
  });

  it('tells the copies of an open page that is not saved yet, and not the page itself', async () => {
    const own = write('own.txt', BRIDGE);
    write('b.txt', `${OTHER}\n${BRIDGE}`);
    await engine.update({ folders: [folder] }, control());
    const copies = await engine.copiesOf(`${MILL}\n${BRIDGE_EDITED}`, own, control());
    assert.deepEqual(copies.map(({ start, end, kind, count, places }) => ({ start, end, kind, count, places })), [{
      start: MILL.length + 1, end: MILL.length + 1 + BRIDGE_EDITED.length, kind: 'near', count: 1,
      places: [{ path: pathOf('b.txt'), start: OTHER.length + 1, end: OTHER.length + 1 + BRIDGE.length }],
    }]);
    assert.deepEqual((await engine.copiesOf(BRIDGE, own, control())).map(({ kind, count }) => [kind, count]), [['exact', 1]]);
  });

  it('compares a passage that stands many times on a page once, and names so many places and no more', async () => {
    const own = write('own.txt', `${BRIDGE}\n`.repeat(3));
    write('b.txt', `${BRIDGE_EDITED}\n`.repeat(120));
    await engine.update({ folders: [folder] }, control());
    const copies = await engine.copiesOf(`${BRIDGE}\n`.repeat(600) + MILL, own, control());
    assert.deepEqual(new Set(copies.map(({ kind, count, group }) => `${kind} ${count} ${group}`)).size, 1);
    assert.deepEqual([copies.length, copies[0].count, copies[0].places.length], [600, 120, 100]);
    assert.deepEqual([copies[599].start, copies[599].end], [599 * (BRIDGE.length + 1), 599 * (BRIDGE.length + 1) + BRIDGE.length]);
    assert.equal(copies.reduce((sum, { places }) => sum + places.length, 0), 50_000);
  });

  it('follows files that change, come and go, one by one and all at once', async () => {
    write('a.txt', BRIDGE);
    write('b.txt', BRIDGE);
    await engine.update({ folders: [folder] }, control());
    assert.deepEqual(await pathsOfGroups(), [['a.txt', 'b.txt']]);
    assert.ok((await engine.fileChanged(write('b.txt', OTHER), control())).read);
    assert.deepEqual(await pathsOfGroups(), []);
    assert.ok((await engine.fileChanged(write('c.txt', OTHER), control())).read);
    assert.deepEqual(await pathsOfGroups(), [['b.txt', 'c.txt']]);
    rmSync(pathOf('b.txt'));
    write('d.txt', `${BRIDGE_EDITED}\n${OTHER}`);
    assert.equal((await engine.update({ folders: [folder] }, control())).read, 1);
    assert.deepEqual((await pathsOfGroups()).sort(), [['a.txt', 'd.txt'], ['c.txt', 'd.txt']]);
    rmSync(pathOf('c.txt'));
    assert.deepEqual(await engine.fileChanged(pathOf('c.txt'), control()), { read: false, cut: false });
    assert.deepEqual(await pathsOfGroups(), [['a.txt', 'd.txt']]);
    for (let turn = 0; turn < 200; turn++) await engine.fileChanged(write(`e${turn % 40}.txt`, `${OTHER.slice(turn % 9)}${turn}。\n${MILL.slice(turn % 7)}${turn % 40}`), control());
    assert.equal((await engine.update({ folders: [folder] }, control())).read, 0);
    assert.ok((await engine.groups(QUERY, control())).groups.some(({ memberCount }) => memberCount >= 40));
  });

  it('does not read again what was only touched', async () => {
    const path = write('a.txt', BRIDGE);
    await engine.update({ files: [path] }, control());
    utimesSync(path, new Date(1e12), new Date(1e12));
    assert.equal((await engine.update({ files: [path] }, control())).read, 0);
    assert.equal((await engine.update({ files: [path] }, control())).read, 0);
  });

  it('reads pages in other encodings, and finds passages in them again', async () => {
    write('utf16.txt', Buffer.from(`\ufeff${OTHER}\n${BRIDGE}`, 'utf16le'));
    write('bom.txt', `\ufeff${BRIDGE}`);
    write('gb.txt', Uint8Array.from([0xb5, 0xda, 0xd2, 0xbb])); // 第一
    write('mixed.txt', `甲\r\n乙\n丙\n${BRIDGE_EDITED}`);
    const summary = await engine.update({ folders: [folder] }, control());
    assert.equal(summary.problemCount, 0);
    const [group] = (await engine.groups(QUERY, control())).groups;
    assert.deepEqual(group.members.map(({ path, start }) => [path.slice(folder.length + 1), start]).sort(), [['bom.txt', 0], ['mixed.txt', 6], ['utf16.txt', OTHER.length + 1]]);
  });

  it('names files that cannot take part', async () => {
    write('bytes.txt', Uint8Array.from([0xff, 0x80, 0x81, 0xff, 0xff]));
    const summary = await engine.update({ files: [pathOf('bytes.txt'), pathOf('none.txt')] }, control());
    assert.deepEqual(summary.problems.map(({ path, reason }) => [path.slice(folder.length + 1), reason]).sort(), [['bytes.txt', 'noText'], ['none.txt', 'unreadable']]);
    assert.equal((await engine.update({ folders: [pathOf('nowhere')] }, control())).problemCount, 1);
  });

  it('says of files with paragraphs longer than any that they stand in pieces, as long as they are there', async () => {
    const long = write('long.txt', Array.from({ length: 800 }, (_, index) => `${BRIDGE}${index}`).join(''));
    write('a.txt', BRIDGE);
    for (let turn = 0; turn < 2; turn++) assert.deepEqual((await engine.update({ folders: [folder] }, control())).cut, [long]);
    assert.deepEqual(await engine.fileChanged(long, control()), { read: true, cut: true });
    assert.deepEqual(await engine.fileChanged(write('long.txt', BRIDGE), control()), { read: true, cut: false });
    assert.equal((await engine.update({ folders: [folder] }, control())).cutCount, 0);
  });

  it('can be given up and goes on', async () => {
    for (let file = 0; file < 30; file++) write(`${file}.txt`, `${BRIDGE}${file}`);
    await assert.rejects(engine.update({ folders: [folder] }, control(1)), Cancelled);
    const summary = await engine.update({ folders: [folder] }, control());
    assert.equal(summary.files, 30);
    await assert.rejects(engine.groups(QUERY, control(0)), Cancelled);
    assert.equal((await engine.groups(QUERY, control())).groups[0].memberCount, 30);
  });

  it('says how much of each file stands elsewhere too', async () => {
    write('a.txt', `${BRIDGE}\n${OTHER}`);
    write('b.txt', BRIDGE);
    write('c.txt', MILL);
    await engine.update({ folders: [folder] }, control());
    const { total, files } = await engine.shares(true, 0, 10, control());
    assert.equal(total, 2);
    assert.deepEqual(files.map(({ path, units, copied }) => [path.slice(folder.length + 1), copied === units]), [['b.txt', true], ['a.txt', false]]);
  });

  it('counts all that a paragraph quotes, and of what is quoted the quoted part', async () => {
    write('host.txt', `${BRIDGE}${MILL}${OTHER}编者把三件事记在一起。`);
    write('bridge.txt', BRIDGE);
    write('mill.txt', MILL);
    write('other.txt', OTHER);
    write('quoting.txt', QUOTING);
    await engine.update({ files: ['host.txt', 'bridge.txt', 'mill.txt', 'other.txt'].map(pathOf) }, control());
    const sharesOf = async (): Promise<Map<string, number>> =>
      new Map((await engine.shares(true, 0, 10, control())).files.map(({ path, units, copied }) => [path.slice(folder.length + 1), copied / units]));
    const shares = await sharesOf();
    assert.ok((shares.get('host.txt') ?? 0) > 0.9, `${shares.get('host.txt')}`);
    assert.equal(shares.get('mill.txt'), 1);
    await engine.update({ files: ['bridge.txt', 'quoting.txt'].map(pathOf) }, control());
    const quoted = (await sharesOf()).get('bridge.txt') ?? 0;
    assert.ok(quoted > 0.35 && quoted < 0.6, `${quoted}`);
  });
});
