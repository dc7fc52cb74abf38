import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readdressed, readRecovery, type Recovery } from '../annotations/recovery';
import { writeAtomically } from './atomicWrite';
import { encoded } from './slices';
import { messageOf } from './messageOf';
import { isMissing } from './isMissing';

const SUFFIX = '.recovery.json';

/** What was found of a page's decisions that had not been written. */
export interface Claim {
  readonly records: readonly Recovery[];
  /** Files that cannot be read as records; they were renamed and are kept. */
  readonly damaged: readonly string[];
  /** Why the folder cannot be read, where it cannot: then the records are those in memory only. */
  readonly unreadable?: string;
}

interface Entry {
  /** Counts what was asked to be kept. */
  turn: number;
  /** What the record is to hold; undefined: it is to go. */
  wanted: Buffer[] | undefined;
  /** Files of other windows and of earlier ones whose decisions are in `wanted`. */
  claimed: string[];
  /** Records that came with a page from another address and could not be written. */
  held: Buffer[];
  working: Promise<void> | undefined;
  /** Why the record could not be written; what is wanted is in memory only then. */
  problem: string | undefined;
  done: Buffer[] | undefined;
}

/**
 * Decisions that are not in their sidecars yet, in the extension's own storage: one file a page and window, written
 * atomically, gone when the sidecar holds what is in it. What cannot even be written here is held in memory, so that
 * closing and opening a page in this window does not lose it.
 */
export class RecoveryJournal {
  private readonly entries = new Map<string, Entry>();
  private claims = 0;

  /**
   * @param folder a folder of the extension's own; made when first needed
   * @param window a name that no other window has, of letters and digits
   */
  constructor(readonly folder: string, private readonly window: string) {}

  /**
   * Keeps what waits to be written for a page in place of what was kept before. Resolves when that is so on disk or has
   * failed.
   * @param record the lines of the record; undefined where nothing waits
   */
  async keep(page: string, record: Iterable<string> | undefined): Promise<void> {
    const entry = this.entry(page);
    const turn = ++entry.turn;
    const wanted = record && (await encoded(record));
    if (turn !== entry.turn) return entry.working; // something later is kept
    entry.wanted = wanted;
    entry.working ??= this.work(page, entry);
    return entry.working;
  }

  /** Why the record of a page is not on disk; undefined where it is. */
  problem(page: string): string | undefined {
    return this.entries.get(page)?.problem;
  }

  /** Whether decisions on the page wait to be written. */
  async has(page: string): Promise<boolean> {
    const entry = this.entries.get(page);
    return entry?.wanted !== undefined || (entry?.held.length ?? 0) > 0 || (await this.files(page)).length > 0;
  }

  /**
   * Takes over what waits for a page, from this window and all others. The caller puts it on the page and calls `keep`
   * with it; only then the files taken over are removed.
   */
  async claim(page: string): Promise<Claim> {
    const contents: string[] = [];
    const damaged: string[] = [];
    let unreadable: string | undefined;
    try {
      await this.take(page, contents, damaged);
    } catch (error) {
      unreadable = messageOf(error);
    }
    const records = contents.map(readRecovery).filter((record) => record !== undefined);
    return { records, damaged, ...(unreadable === undefined ? {} : { unreadable }) };
  }

  /**
   * What waits for a page waits for it under a new address from now on, also what is only in memory.
   * @throws what the file system says where the folder cannot be read
   */
  async move(from: string, to: string): Promise<void> {
    const [source, target] = [this.entry(from), this.entry(to)];
    await source.working;
    const inMemory = onlyInMemory(source);
    if (inMemory.length > 0) {
      target.held.push(...inMemory.map((record) => Buffer.from(readdressed(record, to), 'utf8')));
      target.problem = source.problem;
      source.wanted = undefined;
      source.held = [];
    }
    const contents: string[] = [];
    await this.take(from, contents, []);
    for (const content of contents) {
      const record = Buffer.from(readdressed(content, to), 'utf8');
      try {
        await writeAtomically(this.claimedPath(to), [record]);
      } catch (error) {
        target.held.push(record);
        target.problem = messageOf(error);
      }
    }
    await this.keep(from, undefined);
  }

  /** @throws what the file system says where the folder cannot be read; what was found before that is in the arrays */
  private async take(page: string, contents: string[], damaged: string[]): Promise<void> {
    const entry = this.entry(page);
    await entry.working;
    contents.push(...onlyInMemory(entry));
    for (const name of await this.files(page)) {
      // taken by renaming: the window that wrote it writes a new one when more is decided there
      const path = this.claimedPath(page);
      await rename(join(this.folder, name), path);
      const content = await readFile(path, 'utf8');
      if (readRecovery(content)?.page === page) {
        contents.push(content);
        entry.claimed.push(path);
      } else {
        const aside = `${path}.damaged`;
        await rename(path, aside);
        damaged.push(aside);
      }
    }
  }

  private claimedPath(page: string): string {
    return join(this.folder, `${nameOf(page)}.${this.window}-${++this.claims}${SUFFIX}`);
  }

  /** The pages for which something waits, as URIs; what cannot be read is left for `claim` to tell. */
  async pages(): Promise<string[]> {
    const found = new Set([...this.entries].filter(([, { wanted, held }]) => wanted !== undefined || held.length > 0).map(([page]) => page));
    for (const name of await this.names()) {
      const record = readRecovery(await readFile(join(this.folder, name), 'utf8').catch(gone));
      if (record) found.add(record.page);
    }
    return [...found];
  }

  private entry(page: string): Entry {
    const known = this.entries.get(page);
    if (known) return known;
    const entry: Entry = { turn: 0, wanted: undefined, claimed: [], held: [], working: undefined, problem: undefined, done: undefined };
    this.entries.set(page, entry);
    return entry;
  }

  /** Writes until the file is as wanted, however often that changes meanwhile. */
  private async work(page: string, entry: Entry): Promise<void> {
    const path = join(this.folder, `${nameOf(page)}.${this.window}${SUFFIX}`);
    do {
      const { wanted, claimed, held } = entry;
      try {
        if (wanted === undefined) await rm(path, { force: true });
        else {
          await mkdir(this.folder, { recursive: true });
          await writeAtomically(path, wanted);
        }
        for (const other of claimed) await rm(other, { force: true });
        entry.claimed = entry.claimed.filter((other) => !claimed.includes(other));
        entry.held = entry.held.filter((record) => !held.includes(record));
        entry.problem = undefined;
      } catch (error) {
        entry.problem = messageOf(error);
      }
      entry.done = wanted;
    } while (entry.done !== entry.wanted);
    entry.working = undefined; // in one breath with the last look, so that nothing wanted meanwhile is overlooked
  }

  private async files(page: string): Promise<string[]> {
    const start = `${nameOf(page)}.`;
    return (await this.names()).filter((name) => name.startsWith(start));
  }

  private async names(): Promise<string[]> {
    try {
      return (await readdir(this.folder)).filter((name) => name.endsWith(SUFFIX)).sort();
    } catch (error) {
      if (isMissing(error)) return [];
      throw error;
    }
  }
}

/** A page's address as a file name: of fixed length, whatever is in the address. */
function nameOf(page: string): string {
  return createHash('sha256').update(page, 'utf8').digest('hex').slice(0, 40);
}

/** The records of a page that are not on disk. */
function onlyInMemory({ problem, wanted, held }: Entry): string[] {
  return [...(problem !== undefined && wanted ? [Buffer.concat(wanted)] : []), ...held].map((record) => record.toString('utf8'));
}

/** A record that another window removed while the folder was read is none. */
function gone(error: unknown): string {
  if (isMissing(error)) return '';
  throw error;
}
