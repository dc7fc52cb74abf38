/** Takes away the noise of binary fractions (35.4 × 10000, 1.1 × 10⁸): 15 significant digits, integers as they are. */
export function tidy(value: number): number {
  return Number.isSafeInteger(value) || !Number.isFinite(value) ? value : Number(value.toPrecision(15));
}
