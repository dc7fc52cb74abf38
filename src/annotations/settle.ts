/** An annotation may stand at a place: its words are there. */
export interface Claim {
  readonly id: string;
  readonly place: number;
  /** Whether a comparison of both texts speaks for it. */
  readonly isLikely: boolean;
  /** How many characters next to the words are the same as before. */
  readonly context: number;
  /** Whether there is no other such annotation and no other such place, and the words are long enough to be themselves. */
  readonly isOnlyOne: boolean;
}

/** Context that speaks for a place on its own. */
const ENOUGH = 6;

/** Whether anything speaks for a place but the words themselves. */
export function isWorthWeighing({ isLikely, isOnlyOne, context }: Claim): boolean {
  return isLikely || isOnlyOne || context >= ENOUGH;
}

/**
 * Gives annotations with the same words their places, as far as that is certain. Each wants the places with the most
 * context. Again and again, who wants only one place takes it, if the others that want it have another one as good.
 * @param claims those worth weighing
 * @returns pairs of id and place
 */
export function settle(claims: readonly Claim[]): [id: string, place: number][] {
  let open = claims;
  const settled: [string, number][] = [];
  for (;;) {
    const wanted = bestOf(open);
    const choices = countBy(wanted, ({ id }) => id);
    const sure = wanted.filter(({ id, place }) => choices.get(id) === 1
      && wanted.every((other) => other.place !== place || other.id === id || (choices.get(other.id) ?? 0) > 1));
    if (sure.length === 0) return settled;
    for (const { id, place } of sure) settled.push([id, place]);
    open = open.filter(({ id, place }) => !sure.some((one) => one.id === id || one.place === place));
  }
}

/** For each annotation the claims with the most context. */
function bestOf(claims: readonly Claim[]): Claim[] {
  const most = new Map<string, number>();
  for (const claim of claims) most.set(claim.id, Math.max(most.get(claim.id) ?? 0, claim.context));
  return claims.filter(({ id, context }) => context === most.get(id));
}

function countBy<T>(items: readonly T[], key: (item: T) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1);
  return counts;
}
