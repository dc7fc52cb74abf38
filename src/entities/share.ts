/** How much of what was learned counts at first, and after how many more texts one more of it would. */
const FIRST_SHARE = 0.4;
const SHARE_TEXTS = 3000;

/**
 * How much of what a number of texts changed in a model counts. What few texts say is half chance: the model between the
 * one before and the one that was learned is better than both (Wortsman and others, “Robust fine-tuning of zero-shot
 * models”, 2022).
 */
export function shareOf(texts: number): number {
  return Math.min(1, FIRST_SHARE + texts / SHARE_TEXTS);
}
