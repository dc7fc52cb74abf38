/** How long one slice may take before the extension host turns to other things: several such works may be under way, and each has its slice in one turn. */
const SLICE_MS = 4;

/** Code units in a block of text that is encoded at once. */
const BLOCK = 200_000;

/** Lets whatever waits in this process have its turn. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => { setImmediate(resolve); });
}

/** Carries work out to its end, with a break after every few milliseconds; the work yields where one is welcome. */
export async function inSlices<Result>(work: Generator<unknown, Result>): Promise<Result> {
  for (let started = performance.now(); ;) {
    const step = work.next();
    if (step.done === true) return step.value;
    if (performance.now() - started < SLICE_MS) continue;
    await breathe();
    started = performance.now();
  }
}

/** Text that comes in small pieces, as UTF-8 in large ones. */
export function encoded(pieces: Iterable<string>): Promise<Buffer[]> {
  return inSlices(encodedPieces(pieces));
}

function* encodedPieces(pieces: Iterable<string>): Generator<void, Buffer[]> {
  const blocks: Buffer[] = [];
  let waiting: string[] = [];
  let size = 0;
  for (const piece of pieces) {
    waiting.push(piece);
    size += piece.length;
    if (size >= BLOCK) {
      blocks.push(Buffer.from(waiting.join(''), 'utf8'));
      waiting = [];
      size = 0;
    }
    yield;
  }
  if (size > 0) blocks.push(Buffer.from(waiting.join(''), 'utf8'));
  return blocks;
}

/** UTF-8 as text; bytes that are none become U+FFFD, a byte order mark stays. */
export async function decoded(bytes: Uint8Array): Promise<string> {
  return (await decodedInPieces(bytes)).join('');
}

/** The same, cut anywhere: to join a large text takes too long. */
export function decodedInPieces(bytes: Uint8Array): Promise<string[]> {
  return inSlices(decodedPieces(bytes));
}

/** Whether two contents, each in pieces, are the same bytes. */
export function sameBytes(one: readonly Uint8Array[], other: readonly Uint8Array[]): boolean {
  let [piece, from] = [0, 0];
  let [otherPiece, otherFrom] = [0, 0];
  while (piece < one.length && otherPiece < other.length) {
    const length = Math.min(one[piece].length - from, other[otherPiece].length - otherFrom);
    if (Buffer.compare(one[piece].subarray(from, from + length), other[otherPiece].subarray(otherFrom, otherFrom + length)) !== 0) return false;
    from += length;
    otherFrom += length;
    if (from === one[piece].length) [piece, from] = [piece + 1, 0];
    if (otherFrom === other[otherPiece].length) [otherPiece, otherFrom] = [otherPiece + 1, 0];
  }
  return one.slice(piece).every(({ length }) => length === 0) && other.slice(otherPiece).every(({ length }) => length === 0);
}

function* decodedPieces(bytes: Uint8Array): Generator<void, string[]> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const pieces: string[] = [];
  for (let from = 0; from < bytes.length; from += BLOCK) {
    pieces.push(decoder.decode(bytes.subarray(from, from + BLOCK), { stream: true }));
    yield;
  }
  pieces.push(decoder.decode());
  return pieces;
}
