import type { LabelledSpan } from '../entity';
import { Gate, GATE_FEATURES, gateFeatures } from '../gate';
import type { TextView } from '../textView';

const RATE = 0.1;
/** How much of a weight is given up at each touch. */
const DECAY = 0.0005;
/** What a weight of 1 becomes in the rounded gate. */
export const GATE_SCALE = 64;
const LARGEST = 0x7fff;

/** Learns which words may be part of names: logistic regression text by text, with AdaGrad. */
export class GateTrainer {
  private readonly weights = new Float32Array(0x10000);
  private readonly squares = new Float32Array(0x10000).fill(0.1);
  private readonly buffer = new Int32Array(GATE_FEATURES);

  /** @param from a gate to go on from instead of from nothing */
  constructor(from?: Gate) {
    from?.weights.forEach((weight, slot) => { this.weights[slot] = weight / GATE_SCALE; });
  }

  learn(view: TextView, names: readonly LabelledSpan[]): void {
    const { weights, squares, buffer } = this;
    let next = 0;
    for (let word = 0; word < view.wordCount; word += 1) {
      while (next < names.length && names[next].end <= view.wordStart[word]) next += 1;
      const inside = next < names.length && names[next].start < view.wordStart[word + 1];
      const count = gateFeatures(view, word, buffer);
      let sum = 0;
      for (let index = 0; index < count; index += 1) sum += weights[buffer[index]];
      const error = (inside ? 1 : 0) - 1 / (1 + Math.exp(-sum));
      for (let index = 0; index < count; index += 1) {
        const at = buffer[index];
        const slope = error - DECAY * weights[at];
        squares[at] += slope * slope;
        weights[at] += (RATE * slope) / Math.sqrt(squares[at]);
      }
    }
  }

  /** @param threshold in weights before rounding */
  finish(threshold: number): Gate {
    const rounded = Int16Array.from(this.weights, (weight) => Math.max(-LARGEST, Math.min(LARGEST, Math.round(weight * GATE_SCALE))));
    return new Gate(rounded, Math.round(threshold * GATE_SCALE));
  }
}
