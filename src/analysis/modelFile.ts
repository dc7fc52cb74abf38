import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import { decodeModel, encodeModel, type EntityModel } from '../entities/model';

/** No model unpacks to more bytes: what claims to is damaged or made to fill the memory. */
const MOST_BYTES = 1 << 26;
/** The whole model is looked back at. */
const WINDOW_BITS = 24;
/** Higher ones take five times as long for a twentieth less. */
const QUALITY = 9;

/** A model as the bytes of its file. */
export function packModel(model: EntityModel): Uint8Array {
  const bytes = encodeModel(model);
  return brotliCompressSync(bytes, { params: {
    [constants.BROTLI_PARAM_QUALITY]: QUALITY, [constants.BROTLI_PARAM_LGWIN]: WINDOW_BITS, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  } });
}

/** Reads the bytes of a model file. Throws an Error that says what is wrong with them. */
export function unpackModel(bytes: Uint8Array): EntityModel {
  return decodeModel(unpacked(bytes));
}

function unpacked(bytes: Uint8Array): Uint8Array {
  try {
    return brotliDecompressSync(bytes, { maxOutputLength: MOST_BYTES });
  } catch (error) {
    throw new Error('not an entity model of this version', { cause: error });
  }
}
