import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeModel } from '../entities/model';
import { EntityTagger } from '../entities/tagger';
import { loadSegmenter } from './segmenter';

/** Where the build puts the shipped model, beside the bundles. */
const MODEL = join(__dirname, 'model', 'entities.bin');

/**
 * The name recogniser with the shipped model; takes as long as nodejieba takes to load.
 * @throws Error where the segmenter or the model cannot be loaded
 */
export function loadTagger(segmenter = loadSegmenter()): EntityTagger {
  return new EntityTagger(decodeModel(readFileSync(MODEL)), segmenter);
}
