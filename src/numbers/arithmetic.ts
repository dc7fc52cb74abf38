/** As `tidy`, for values that a conversion between units has made less exact: 12 significant digits. */
export function rounded(value: number): number {
  return Number.isSafeInteger(value) ? value : Number(value.toPrecision(12));
}

/** Takes away the noise of binary fractions (35.4 × 10000, 1.1 × 10⁸): 15 significant digits, integers as they are. */
export function tidy(value: number): number {
  if (Number.isSafeInteger(value) || !Number.isFinite(value)) return value;
  // most products are a hair beside an integer: 42.6 × 10000
  const near = Math.round(value);
  if (near !== 0 && Math.abs(near) < 1e14 && Math.abs(value - near) < Math.abs(near) * 4e-16) return near;
  return Number(value.toPrecision(15));
}
