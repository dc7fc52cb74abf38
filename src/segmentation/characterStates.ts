/** States of a character in a word, in the order of jieba's file: begins, ends, is inside, is a word by itself. */
const STATES = 4;
const END = 1;
const SINGLE = 3;
/** In place of the logarithm of 0, as jieba has it. */
const IMPOSSIBLE = -3.14e100;

/**
 * Cuts what no dictionary knows: a hidden Markov model whose states are the places of a character in a word, as in jieba
 * (Viterbi; Huang, Chang 1998 for words as tags of characters).
 */
export class CharacterStates {
  private readonly start: Float64Array;
  /** By state and next state. */
  private readonly transitions: Float64Array;
  /** By code unit; 0 for characters that the model does not know. */
  private readonly rowOf = new Uint16Array(0x10000);
  /** Rows of one number a state. */
  private readonly emissions: Float64Array;
  private weights = new Float64Array(0);
  private previous = new Uint8Array(0);

  /**
   * @param model UTF-8, as in jieba: numbers of the start, four lines of transitions, four lines `character:number,…`; lines
   * that begin with # are comments
   * @throws Error where it is not of that form
   */
  constructor(model: Uint8Array) {
    const lines = new TextDecoder().decode(model).split('\n').map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'));
    const numbers = lines.slice(0, 1 + STATES).map((line) => line.split(' ').map(Number));
    if (lines.length < 1 + 2 * STATES || numbers.some((row) => row.length !== STATES || row.some(Number.isNaN))) throw new Error('not a model of states of characters');
    this.start = Float64Array.from(numbers[0]);
    this.transitions = Float64Array.from(numbers.slice(1).flat());
    const rows: number[][] = [Array.from({ length: STATES }, () => IMPOSSIBLE)];
    for (let state = 0; state < STATES; state += 1) {
      for (const entry of lines[1 + STATES + state].split(',')) {
        const unit = entry.charCodeAt(0);
        if (this.rowOf[unit] === 0) this.rowOf[unit] = rows.push(Array.from({ length: STATES }, () => IMPOSSIBLE)) - 1;
        rows[this.rowOf[unit]][state] = Number(entry.slice(entry.indexOf(':') + 1));
      }
    }
    this.emissions = Float64Array.from(rows.flat());
  }

  /**
   * Cuts a stretch of characters: after each that ends a word, a 1 in `ends`.
   * @param runes the code unit of each character, 0 for those of two units
   */
  cut(runes: Uint16Array, from: number, to: number, ends: Uint8Array): void {
    const { start, transitions, emissions, rowOf } = this;
    const length = to - from;
    if (this.previous.length < length * STATES) {
      this.weights = new Float64Array(length * STATES * 2);
      this.previous = new Uint8Array(length * STATES * 2);
    }
    const { weights, previous } = this;
    const first = rowOf[runes[from]] * STATES;
    for (let state = 0; state < STATES; state += 1) weights[state] = start[state] + emissions[first + state];
    for (let at = 1; at < length; at += 1) {
      const row = rowOf[runes[from + at]] * STATES;
      const base = at * STATES;
      for (let state = 0; state < STATES; state += 1) {
        let best = IMPOSSIBLE;
        let chosen = END;
        for (let before = 0; before < STATES; before += 1) {
          const weight = weights[base - STATES + before] + transitions[before * STATES + state] + emissions[row + state];
          if (weight > best) {
            best = weight;
            chosen = before;
          }
        }
        weights[base + state] = best;
        previous[base + state] = chosen;
      }
    }
    const last = (length - 1) * STATES;
    let state = weights[last + END] >= weights[last + SINGLE] ? END : SINGLE;
    for (let at = length - 1; at >= 0; at -= 1) {
      ends[from + at] = state === END || state === SINGLE ? 1 : 0;
      state = previous[at * STATES + state];
    }
  }
}
