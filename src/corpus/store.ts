import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readPairs, type PairBatch } from './pairBatch';
import { openSegment, type StoredFile } from './segmentFile';
import { messageOf } from '../files/messageOf';

/** What the folder of an index says of its files. */
interface Manifest {
  readonly format: 1;
  /** The rules by which the index was made; others make another index. */
  readonly rules: string;
  readonly segments: readonly StoredSegment[];
  readonly pairs: readonly StoredPairs[];
}

export interface StoredSegment {
  readonly name: string;
  /** Whether all its contents were compared with all filed before them. */
  readonly paired: boolean;
}

export interface StoredPairs {
  readonly name: string;
  /** Where only a part of a segment was compared: which. */
  readonly part?: { readonly segment: string; readonly fromFile: number; readonly toFile: number };
}

export interface StoredIndex {
  readonly segments: readonly (StoredSegment & { readonly file: StoredFile })[];
  readonly pairs: readonly (StoredPairs & { readonly batch: PairBatch })[];
  /** Why the index that was there could not be used; absent where it could, or there was none. */
  readonly rebuilt?: string;
}

const MANIFEST = 'index.json';
const OWN_FILE = /^(segment|pairs|texts)-[0-9a-z-]+(\.tmp)?$|^index\.json\.tmp$/;

/**
 * The index on disk: files that are written once and never changed, and a manifest that names those that count, replaced
 * in one step. A process that is killed leaves the old or the new index, and files that nobody names.
 */
export class IndexStore {
  private manifest: Manifest;
  private counter = 0;

  constructor(readonly folder: string, private rules: string) {
    this.manifest = { format: 1, rules, segments: [], pairs: [] };
  }

  /** Reads the index. Whatever is wrong with it, it is then empty, and `rebuilt` says what was wrong. */
  load(): StoredIndex {
    mkdirSync(this.folder, { recursive: true });
    const path = join(this.folder, MANIFEST);
    let rebuilt: string | undefined;
    try {
      if (existsSync(path)) {
        const manifest = JSON.parse(readFileSync(path, 'utf8')) as Manifest;
        if (manifest.format !== 1 || manifest.rules !== this.rules) throw new Error('made by other rules');
        const segments = manifest.segments.map((stored) => ({ ...stored, file: openSegment(join(this.folder, stored.name)) }));
        const pairs = manifest.pairs.map((stored) => ({ ...stored, batch: readPairs(join(this.folder, stored.name)) }));
        this.manifest = manifest;
        this.removeOthers();
        return { segments, pairs };
      }
    } catch (error) {
      rebuilt = messageOf(error);
    }
    this.clear(this.rules);
    this.removeOthers();
    return { segments: [], pairs: [], ...(rebuilt === undefined ? {} : { rebuilt }) };
  }

  /** Forgets all; what follows is made by these rules. */
  clear(rules: string): void {
    this.rules = rules;
    this.save([], []);
  }

  /** A name for a new file; it counts when `save` names it. */
  newName(kind: 'segment' | 'pairs' | 'texts'): string {
    return `${kind}-${Date.now().toString(36)}-${process.pid.toString(36)}-${(++this.counter).toString(36)}`;
  }

  pathOf(name: string): string {
    return join(this.folder, name);
  }

  /** From now on these files are the index. Files that are no part of it any more are removed. */
  save(segments: readonly StoredSegment[], pairs: readonly StoredPairs[]): void {
    const before = namesIn(this.manifest);
    this.manifest = { format: 1, rules: this.rules, segments, pairs };
    const kept = new Set(namesIn(this.manifest));
    const path = join(this.folder, MANIFEST);
    writeFileSync(`${path}.tmp`, JSON.stringify(this.manifest));
    renameSync(`${path}.tmp`, path);
    for (const name of before) if (!kept.has(name)) rmSync(join(this.folder, name), { force: true });
  }

  /** Removes what a process that was killed left behind. */
  private removeOthers(): void {
    const kept = new Set(namesIn(this.manifest));
    for (const name of readdirSync(this.folder)) {
      if (OWN_FILE.test(name) && !kept.has(name)) rmSync(join(this.folder, name), { force: true });
    }
  }
}

function namesIn({ segments, pairs }: Manifest): string[] {
  return [...segments, ...pairs].map(({ name }) => name);
}
