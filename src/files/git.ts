import { homedir } from 'node:os';
import { runProgram } from './childProcess';
import { isMissing } from './isMissing';

/** Why git gave no answer: it is not installed, the folder is in no repository, or what git says of it. */
export class GitError extends Error {
  constructor(readonly kind: 'missing' | 'noRepository' | 'failed', message: string) {
    super(message);
  }
}

/** A version of a file, as a commit left it. */
export interface FileVersion {
  /** The commit's full hash. */
  readonly commit: string;
  /** Who committed. */
  readonly author: string;
  /** When, as ISO 8601. */
  readonly at: string;
  readonly parents: readonly string[];
  /** The first line of the commit's message. */
  readonly subject: string;
  /** The file's path at that time, from the top of the repository. */
  readonly path: string;
}

/** Parts of what `git log` is asked to print; no name or subject holds them. */
const [COMMIT_MARK, FIELD_MARK] = ['\u0001', '\u0002'];
const COMMIT = /^[0-9a-f]{40,64}$/;

/**
 * The name that git writes into commits made in a folder; undefined where the folder is in no repository, git is not
 * installed, or it has no name.
 */
export async function gitUserName(folder: string, signal?: AbortSignal): Promise<string | undefined> {
  try {
    await git(folder, ['rev-parse', '--git-dir'], signal);
    return (await git(folder, ['config', 'user.name'], signal)).toString('utf8').trim() || undefined;
  } catch (error) {
    if (error instanceof GitError) return undefined;
    throw error;
  }
}

/**
 * The versions of a file in the history of its repository, latest first, through renamings.
 * @param name of a file in the folder
 * @throws GitError
 */
export async function fileVersions(folder: string, name: string, most: number, signal?: AbortSignal): Promise<FileVersion[]> {
  await git(folder, ['rev-parse', '--git-dir'], signal);
  const format = `${COMMIT_MARK}${['%H', '%P', '%an', '%aI', '%s', ''].join(FIELD_MARK)}`;
  const hasCommits = await git(folder, ['rev-parse', '--verify', '--quiet', 'HEAD'], signal).then(() => true, (error: unknown) => {
    if (error instanceof GitError) return false;
    throw error;
  });
  if (!hasCommits) return [];
  const output = await git(folder, [
    'log', '--follow', '-c', `--max-count=${most}`, `--format=tformat:${format}`, '--name-only', '-z', '--no-show-signature', '--no-ext-diff', '--no-textconv',
    '--', `./${name}`,
  ], signal);
  return output.toString('utf8').split(COMMIT_MARK).slice(1).flatMap((entry) => {
    const [commit, parents, author, at, subject, rest] = entry.split(FIELD_MARK);
    const path = rest.replace(/^[\0\n]+/, '').split('\0', 1)[0];
    return path === '' ? [] : [{ commit, parents: parents.split(' ').filter((one) => one !== ''), author, at, subject, path }]; // a merge that left the file as it was names none
  });
}

/**
 * What a file held as a commit left it.
 * @throws GitError; Error where the commit is no hash
 */
export async function fileAt(folder: string, { commit, path }: Pick<FileVersion, 'commit' | 'path'>, signal?: AbortSignal): Promise<Buffer> {
  if (!COMMIT.test(commit)) throw new Error(`no commit: ${commit}`);
  return git(folder, ['cat-file', 'blob', `${commit}:${path}`], signal);
}

/**
 * Asks git about a folder. Not from within it: on Windows a `git.exe` that somebody put there would run. Paths are
 * plain, and nothing that a repository configures is run.
 */
async function git(folder: string, args: readonly string[], signal?: AbortSignal): Promise<Buffer> {
  const safe = ['--literal-pathspecs', '--no-pager', '-c', 'core.fsmonitor=false', '-c', 'log.showSignature=false', '-c', 'diff.relative=false', '-C', folder];
  const env = { ...process.env, LC_ALL: 'C', GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0', GIT_NO_LAZY_FETCH: '1' };
  let ended;
  try {
    ended = await runProgram('git', [...safe, ...args], { cwd: homedir(), env, ...(signal ? { signal } : {}) });
  } catch (error) {
    if (isMissing(error)) throw new GitError('missing', String(error));
    throw error;
  }
  if (ended.code === 0) return ended.stdout;
  throw new GitError(/not a git repository/i.test(ended.stderr) ? 'noRepository' : 'failed', ended.stderr.trim());
}
