import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Annotation } from '../../../src/annotations/model';
import { fileAt, gitUserName, type GitError } from '../../../src/files/git';
import { annotationHistory, type HistoryEntry } from '../../../src/files/sidecarHistory';
import { annotation } from '../annotations/build';
import { writeSidecar } from '../../sidecarSchema';

const TEXT = '齐小满和温故在柳河。';
const HEADER = { file: 'a.txt', hash: 'sha256:00', length: TEXT.length, eol: 'lf', encoding: 'utf8' } as const;
/** A name that is a pattern, an option and a pathspec with magic to whoever does not take care. */
const NAME = ':(glob)-*[页].txt.ann.json';

describe('the history of an annotation in git', () => {
  let folder: string;
  before(function () {
    if (spawnSync('git', ['--version']).status !== 0) this.skip();
  });
  beforeEach(async () => { folder = await realpath(await mkdtemp(join(tmpdir(), 'history-'))); });
  afterEach(async () => { await rm(folder, { recursive: true }); });

  function git(...args: string[]): string {
    return execFileSync('git', ['-C', folder, '-c', 'core.autocrlf=false', ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  }

  function begin(): void {
    git('init', '-q', '-b', 'main');
    git('config', 'user.name', '温故');
    git('config', 'user.email', 'wengu@example.org');
  }

  const one = annotation(TEXT, '齐小满', { id: 'one' });
  const two = annotation(TEXT, '柳河', { id: 'two' });

  async function commit(subject: string, annotations: readonly Annotation[], name = NAME): Promise<string> {
    await writeFile(join(folder, name), writeSidecar(HEADER, annotations, TEXT));
    git('add', '-A');
    git('commit', '-q', '-m', subject);
    return git('rev-parse', 'HEAD').trim();
  }

  const history = (id: string, name = NAME, most = 100): Promise<HistoryEntry[]> => annotationHistory(folder, name, id, most, new AbortController().signal);
  const said = (entries: readonly HistoryEntry[]): string[] => entries.map((entry) => {
    const what = entry.kind === 'unreadable' ? entry.problem.fault : entry.change.kind === 'changed' ? entry.change.aspects.join() : entry.change.kind;
    return `${entry.version.subject}: ${what}`;
  });

  it('names the commits that changed it, latest first, and no others', async () => {
    begin();
    await commit('first', [one]);
    await commit('another', [one, two]);
    const accepted = { ...one, status: 'accepted', by: '乔望山', at: '2024-01-02T03:04:05.000Z' } as const;
    const commitOfAccepted = await commit('accept', [accepted, two]);
    await commit('drop', [two]);
    const entries = await history('one');
    assert.deepEqual(said(entries), ['drop: removed', 'accept: status', 'first: added']);
    assert.deepEqual(said(await history('two')), ['another: added']);
    assert.deepEqual([entries[1].version.commit, entries[1].version.author], [commitOfAccepted, '温故']);
    assert.equal((await fileAt(folder, entries[1].version)).toString('utf8'), writeSidecar(HEADER, [accepted, two], TEXT));
  });

  it('follows a sidecar through a new name and folder', async () => {
    begin();
    await commit('first', [one, two]);
    await mkdir(join(folder, '二版'));
    git('mv', NAME, join('二版', 'b.txt.ann.json'));
    git('commit', '-q', '-m', 'move');
    await commit('reject', [{ ...one, status: 'rejected' }, two], join('二版', 'b.txt.ann.json'));
    const entries = await annotationHistory(join(folder, '二版'), 'b.txt.ann.json', 'one', 100, new AbortController().signal);
    assert.deepEqual(said(entries), ['reject: status', 'first: added']);
  });

  it('counts a decision on a branch once, and a merge only where it decided', async () => {
    begin();
    await commit('first', [one, two]);
    git('checkout', '-q', '-b', 'side');
    await commit('accept', [{ ...one, status: 'accepted' }, two]);
    git('checkout', '-q', 'main');
    await commit('other', [one, { ...two, status: 'accepted' }]);
    git('merge', '-q', '--no-ff', '--no-commit', '-s', 'ours', 'side');
    await commit('merge', [{ ...one, status: 'accepted' }, { ...two, status: 'rejected' }]);
    assert.deepEqual(said(await history('one')).sort(), ['accept: status', 'first: added']);
    assert.deepEqual(said(await history('two')).sort(), ['first: added', 'merge: status', 'other: status']);
  });

  it('tells of versions that cannot be read, and stops where it is told to', async () => {
    begin();
    await commit('first', [one]);
    await writeFile(join(folder, NAME), '{"format": 1,');
    git('commit', '-q', '-a', '-m', 'broken');
    await commit('mended', [one]);
    assert.deepEqual(said(await history('one')), ['mended: added', 'broken: syntax', 'first: added']);
    assert.deepEqual(said(await history('one', NAME, 1)), ['mended: added']);
    await assert.rejects(annotationHistory(folder, NAME, 'one', 100, AbortSignal.abort()), { name: 'AbortError' });
  });

  it('says where there is no repository; where there is no commit yet there is no history', async () => {
    await writeFile(join(folder, NAME), '{}');
    await assert.rejects(history('one'), (error: GitError) => error.kind === 'noRepository');
    assert.equal(await gitUserName(folder), undefined);
    begin();
    assert.deepEqual(await history('one'), []);
    assert.equal(await gitUserName(folder), '温故');
  });

  it('gives nothing for what is no commit', async () => {
    begin();
    await assert.rejects(fileAt(folder, { commit: '--help', path: NAME }), /no commit/);
  });
});
