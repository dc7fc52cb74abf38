import { createHash } from 'node:crypto';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { LearnedModel } from '../analysis/protocol';
import { writeAtomically } from './atomicWrite';
import { isMissing } from './isMissing';

const MAGIC = 'news-annotator learned model 1';

/** What was learned in a workspace, in the extension's own storage: lines with the shipped model's hash and its own, then the weights. */
export class LearnedModelFile {
  constructor(readonly path: string) {}

  /**
   * @returns undefined where there is none
   * @throws Error where the file cannot be read or is damaged
   */
  async read(): Promise<LearnedModel | undefined> {
    const bytes = await readFile(this.path).catch((error: unknown) => {
      if (isMissing(error)) return undefined;
      throw error;
    });
    if (!bytes) return undefined;
    const [magic, model, hash] = bytes.toString('latin1', 0, 300).split('\n');
    const weights = bytes.subarray(magic.length + (model ?? '').length + (hash ?? '').length + 3);
    if (magic !== MAGIC || hash !== hashOf(weights)) throw new Error(`${this.path} is damaged`);
    return { model, weights };
  }

  /** @throws what the file system says; the old file is untouched then */
  async write({ model, weights }: LearnedModel): Promise<void> {
    await mkdir(dirname(this.path), { recursive: true });
    await writeAtomically(this.path, [`${MAGIC}\n${model}\n${hashOf(weights)}\n`, weights]);
  }

  remove(): Promise<void> {
    return rm(this.path, { force: true });
  }
}

function hashOf(weights: Uint8Array): string {
  return createHash('sha256').update(weights).digest('hex');
}
