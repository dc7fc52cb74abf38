/** Bounds that keep the work on hostile input in proportion to its size. */
export interface CopyLimits {
  /** A stretch that occurs more often than this is looked up only as a whole paragraph. */
  readonly maxOccurrences: number;
  /** Comparisons of single units, per unit of the page. */
  readonly workPerUnit: number;
}

export const DEFAULT_LIMITS: CopyLimits = { maxOccurrences: 256, workPerUnit: 256 };

/** What a search left out because of a bound. All zero and false on any ordinary page. */
export interface CopyLimitsHit {
  /** Different stretches passed over because they occur too often. */
  readonly frequentStretches: number;
  /** Whether the search stopped before all repeats were looked at. */
  readonly stoppedEarly: boolean;
}
