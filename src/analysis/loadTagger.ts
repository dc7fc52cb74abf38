import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeModel, type EntityModel } from '../entities/model';
import { EntityTagger } from '../entities/tagger';
import { loadSegmenter } from './segmenter';

/** Where the build puts the shipped model, beside the bundles. */
const MODEL = join(__dirname, 'model', 'entities.bin');

/**
 * The shipped model, or one that `news-annotator train` made.
 * @throws Error where it cannot be read
 */
export function loadModel(path = MODEL): EntityModel {
  return decodeModel(readFileSync(path));
}

/**
 * The name recogniser with a model, the shipped one unless told otherwise; takes as long as nodejieba takes to load.
 * @throws Error where the segmenter or the model cannot be loaded
 */
export function loadTagger(segmenter = loadSegmenter(), model = loadModel()): EntityTagger {
  return new EntityTagger(model, segmenter);
}
