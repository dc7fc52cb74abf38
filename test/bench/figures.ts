/** The middle, the 95th percentile and the greatest of some times in milliseconds, in words. */
export function figures(times: readonly number[]): string {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (part: number): string => (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? NaN).toFixed(2);
  return `median ${at(0.5)} ms, 95th ${at(0.95)} ms, most ${at(1)} ms`;
}
