import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { packModel, unpackModel } from '../../../src/analysis/modelFile';
import { encodeModel } from '../../../src/entities/model';

describe('the file of a model', () => {
  const bytes = readFileSync('src/entities/model/entities.bin');

  it('holds the model whole in little more than half of its bytes', () => {
    const model = unpackModel(bytes);
    const packed = packModel(model);
    assert.deepEqual(encodeModel(unpackModel(packed)), encodeModel(model));
    assert.ok(packed.length < encodeModel(model).length * 0.7);
  });

  it('says so where it is none, or cut off', () => {
    assert.throws(() => unpackModel(new TextEncoder().encode('hello')), /not an entity model/);
    assert.throws(() => unpackModel(bytes.subarray(0, bytes.length - 10)), /not an entity model/);
  });
});
