/** The arrays of numbers that grow while they are filled. */
type Numbers = Uint8Array | Uint16Array | Int32Array | Uint32Array | Float32Array | Float64Array;

/** A longer array that begins with the numbers of the one given. */
export function grown<Kind extends Numbers>(numbers: Kind, length: number): Kind {
  const longer = new (numbers.constructor as new (length: number) => Kind)(length);
  longer.set(numbers);
  return longer;
}
