const WORD = 32;

/**
 * Levenshtein distance, 32 cells of a column at a time: G. Myers, “A fast bit-vector algorithm for approximate string
 * matching based on dynamic programming” (JACM 46, 1999) in the block form of H. Hyyrö (2003). Memory is linear in the
 * pattern; time is pattern × text / 32. Gives up as soon as the limit cannot be kept (Ukkonen's cut-off, 1985).
 *
 * Holds scratch space: make one and use it for many comparisons.
 */
export class EditDistance {
  /** For each code unit the row of its bit masks, plus one; 0 where the pattern has none. */
  private readonly rowOf = new Int32Array(0x10000);
  private masks = new Int32Array(64 * 8);
  private up = new Int32Array(8);
  private down = new Int32Array(8);
  private rowUnits: number[] = [];
  private blocks = 0;
  private length = 0;

  /** Sets the pattern, `units[start..end)`. */
  setPattern(units: Uint16Array, start: number, end: number): void {
    for (const unit of this.rowUnits) this.rowOf[unit] = 0;
    this.rowUnits = [];
    this.length = end - start;
    this.blocks = Math.ceil(this.length / WORD);
    for (let index = start; index < end; index++) {
      if (this.rowOf[units[index]] !== 0) continue;
      this.rowUnits.push(units[index]);
      this.rowOf[units[index]] = this.rowUnits.length;
    }
    const cells = (this.rowUnits.length + 1) * this.blocks;
    if (cells > this.masks.length) this.masks = new Int32Array(cells * 2);
    else this.masks.fill(0, 0, cells);
    if (this.blocks > this.up.length) {
      this.up = new Int32Array(this.blocks * 2);
      this.down = new Int32Array(this.blocks * 2);
    }
    for (let index = start; index < end; index++) {
      const place = index - start;
      this.masks[this.rowOf[units[index]] * this.blocks + (place >>> 5)] |= 1 << (place & 31);
    }
  }

  /** Distance of the pattern to `units[start..end)`, or `limit + 1` where it is above the limit. */
  distance(units: Uint16Array, start: number, end: number, limit: number): number {
    const { blocks, length, up, down, masks, rowOf } = this;
    if (Math.abs(length - (end - start)) > limit) return limit + 1;
    if (length === 0) return end - start;
    up.fill(-1, 0, blocks);
    down.fill(0, 0, blocks);
    const last = 1 << ((length - 1) & 31);
    let score = length;
    for (let index = start; index < end; index++) {
      const row = rowOf[units[index]] * blocks;
      let carryUp = 1;
      let carryDown = 0;
      for (let block = 0; block < blocks; block++) {
        const positive = up[block];
        const negative = down[block];
        const match = masks[row + block];
        const vertical = match | negative;
        const matched = match | carryDown;
        const diagonal = (((matched & positive) + positive) ^ positive) | matched;
        let horizontalUp = negative | ~(diagonal | positive);
        let horizontalDown = positive & diagonal;
        if (block === blocks - 1) {
          if ((horizontalUp & last) !== 0) score++;
          else if ((horizontalDown & last) !== 0) score--;
        }
        const outUp = horizontalUp >>> 31;
        const outDown = horizontalDown >>> 31;
        horizontalUp = (horizontalUp << 1) | carryUp;
        horizontalDown = (horizontalDown << 1) | carryDown;
        up[block] = horizontalDown | ~(vertical | horizontalUp);
        down[block] = horizontalUp & vertical;
        carryUp = outUp;
        carryDown = outDown;
      }
      if (score - (end - index - 1) > limit) return limit + 1;
    }
    return Math.min(score, limit + 1);
  }
}
