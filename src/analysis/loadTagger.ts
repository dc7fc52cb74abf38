import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LearnedWeights } from '../entities/learning';
import type { EntityModel } from '../entities/model';
import type { Segmenter } from '../entities/segmenter';
import { EntityTagger } from '../entities/tagger';
import { unpackModel } from './modelFile';
import { loadSegmenter } from './segmenter';

/** Where the build puts the shipped model, beside the bundles. */
const MODEL = join(__dirname, 'model', 'entities.bin');

/**
 * The shipped model, or one that `news-annotator train` made.
 * @throws Error where it cannot be read
 */
export function loadModel(path = MODEL): EntityModel {
  return unpackModel(readFileSync(path));
}

/**
 * The name recogniser with a model, the shipped one unless told otherwise; takes as long as nodejieba takes to load.
 * @throws Error where the segmenter or the model cannot be loaded
 */
export function loadTagger(segmenter = loadSegmenter(), model = loadModel()): EntityTagger {
  return new EntityTagger(model, segmenter);
}

/** A recogniser with the id of its shipped model. */
export interface LoadedTagger {
  readonly tagger: EntityTagger;
  /** The hash of the model file. */
  readonly model: string;
}

/**
 * The name recogniser with the shipped model and what was learned since.
 * @param learned what is known to have been learned on the model of an id
 * @throws Error where the segmenter or the model cannot be loaded
 */
export function loadTaught(segmenter: Segmenter, learned: (model: string) => LearnedWeights | undefined): LoadedTagger {
  const bytes = readFileSync(MODEL);
  const model = createHash('sha256').update(bytes).digest('hex');
  return { tagger: new EntityTagger(unpackModel(bytes), segmenter, learned(model)), model };
}
