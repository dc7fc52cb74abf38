import type { Calibration } from '../model';

/** The margin of a mention on a text that was not trained on, and whether the mention was right. */
export interface Outcome {
  readonly margin: number;
  readonly right: boolean;
}

const STEPS = 50;
/** Keeps the fit finite where all outcomes are alike. */
const RIDGE = 1e-3;

/**
 * Fits the probability of being right to the margin: logistic regression by Newton's method (John Platt, “Probabilistic
 * Outputs for Support Vector Machines”, 1999).
 */
export function calibrate(outcomes: readonly Outcome[]): Calibration {
  const largest = outcomes.reduce((most, { margin }) => Math.max(most, margin), 1);
  let slope = 1;
  let offset = 0;
  for (let step = 0; step < STEPS; step += 1) {
    let gradientSlope = -RIDGE * slope;
    let gradientOffset = -RIDGE * offset;
    let slopes = RIDGE;
    let mixed = 0;
    let offsets = RIDGE;
    for (const { margin, right } of outcomes) {
      const scaled = margin / largest;
      const chance = 1 / (1 + Math.exp(-(slope * scaled + offset)));
      const error = (right ? 1 : 0) - chance;
      const weight = chance * (1 - chance);
      gradientSlope += error * scaled;
      gradientOffset += error;
      slopes += weight * scaled * scaled;
      mixed += weight * scaled;
      offsets += weight;
    }
    const determinant = slopes * offsets - mixed * mixed;
    if (Math.abs(determinant) < 1e-9) break;
    slope += (gradientSlope * offsets - gradientOffset * mixed) / determinant;
    offset += (gradientOffset * slopes - gradientSlope * mixed) / determinant;
  }
  return { slope: slope / largest, offset };
}
