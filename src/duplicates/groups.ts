import { Kind, type CopyPairs } from './copyPairs';

/**
 * Star groups, flat. Group `k` has the centre `centres[k]` and the members `members[starts[k]..starts[k + 1])`, each
 * joined to the centre by the pair `pairs[…]`. A paragraph is the near copy of one centre at most, but can quote many.
 */
export interface StarGroups {
  readonly centres: Int32Array;
  readonly starts: Int32Array;
  readonly members: Int32Array;
  readonly pairs: Int32Array;
}

interface Adjacency {
  /** Pairs of paragraph `k` are `pairs[starts[k]..starts[k + 1])`. */
  readonly starts: Int32Array;
  readonly pairs: Int32Array;
}

/**
 * Groups verified pairs around representatives (star clustering: Aslam, Pelekhov and Rus 2004). Near copies: the
 * paragraph with the greatest sum of similarities becomes a centre and takes its neighbours; then every neighbour goes
 * to the most similar of the centres it is paired with. Quotes join the group of what they quote, if they are paired
 * with its centre. Nothing joins through a third paragraph: formula text would chain everything to everything.
 */
export function starGroups(pairs: CopyPairs, paragraphs: number): StarGroups {
  const stars = new Map<number, Map<number, number>>();
  const near = adjacencyOf(pairs, paragraphs, (kind) => kind === Kind.exact || kind === Kind.near);
  const centreOf = chooseCentres(pairs, near, paragraphs);
  attachToCentres(pairs, near, centreOf, stars);
  attachQuotes(pairs, centreOf, stars);
  attachFormulas(pairs, paragraphs, centreOf, stars);
  return flatten(stars);
}

function otherSide(pairs: CopyPairs, pair: number, paragraph: number): number {
  return pairs.left[pair] === paragraph ? pairs.right[pair] : pairs.left[pair];
}

function adjacencyOf(pairs: CopyPairs, paragraphs: number, wanted: (kind: number) => boolean): Adjacency {
  const starts = new Int32Array(paragraphs + 1);
  let size = 0;
  for (let pair = 0; pair < pairs.count; pair++) {
    if (!wanted(pairs.kind[pair])) continue;
    starts[pairs.left[pair] + 1]++;
    starts[pairs.right[pair] + 1]++;
    size += 2;
  }
  for (let index = 0; index < paragraphs; index++) starts[index + 1] += starts[index];
  const list = new Int32Array(size);
  const next = starts.slice();
  for (let pair = 0; pair < pairs.count; pair++) {
    if (!wanted(pairs.kind[pair])) continue;
    list[next[pairs.left[pair]]++] = pair;
    list[next[pairs.right[pair]]++] = pair;
  }
  return { starts, pairs: list };
}

/** Similarities are summed up in parts of a million. */
const EXACTLY = 1e6;

/** For each paragraph the centre that took it (itself for a centre), -1 where it has no neighbours. */
function chooseCentres(pairs: CopyPairs, near: Adjacency, paragraphs: number): Int32Array {
  const strength = new Float64Array(paragraphs);
  const linked: number[] = [];
  for (let paragraph = 0; paragraph < paragraphs; paragraph++) {
    for (let at = near.starts[paragraph]; at < near.starts[paragraph + 1]; at++) {
      strength[paragraph] += Math.round(pairs.similarity[near.pairs[at]] * EXACTLY); // whole numbers: the same sum in any order
    }
    if (near.starts[paragraph + 1] > near.starts[paragraph]) linked.push(paragraph);
  }
  linked.sort((a, b) => strength[b] - strength[a] || a - b);
  const centreOf = new Int32Array(paragraphs).fill(-1);
  for (const paragraph of linked) {
    if (centreOf[paragraph] >= 0) continue;
    centreOf[paragraph] = paragraph;
    for (let at = near.starts[paragraph]; at < near.starts[paragraph + 1]; at++) {
      const other = otherSide(pairs, near.pairs[at], paragraph);
      if (centreOf[other] < 0) centreOf[other] = paragraph;
    }
  }
  return centreOf;
}

/** Moves each satellite to its most similar centre and notes it there. */
function attachToCentres(pairs: CopyPairs, near: Adjacency, centreOf: Int32Array, stars: Map<number, Map<number, number>>): void {
  for (let paragraph = 0; paragraph < centreOf.length; paragraph++) {
    if (centreOf[paragraph] < 0 || centreOf[paragraph] === paragraph) continue;
    let best = -1;
    for (let at = near.starts[paragraph]; at < near.starts[paragraph + 1]; at++) {
      const pair = near.pairs[at];
      const other = otherSide(pairs, pair, paragraph);
      if (centreOf[other] !== other) continue;
      const gain = best < 0 ? 1 : pairs.similarity[pair] - pairs.similarity[best];
      if (gain > 0 || (gain === 0 && other < otherSide(pairs, best, paragraph))) best = pair;
    }
    centreOf[paragraph] = otherSide(pairs, best, paragraph);
    attach(stars, centreOf[paragraph], paragraph, best);
  }
}

/** A centre without satellites left after the moves is none: its key is never made. */
function attach(stars: Map<number, Map<number, number>>, centre: number, member: number, pair: number): void {
  const star = stars.get(centre);
  if (star === undefined) stars.set(centre, new Map([[member, pair]]));
  else if (!star.has(member)) star.set(member, pair);
}

function attachQuotes(pairs: CopyPairs, centreOf: Int32Array, stars: Map<number, Map<number, number>>): void {
  const isCentre = (paragraph: number): boolean => centreOf[paragraph] === paragraph;
  const quotes: number[] = [];
  const linkedToCentre = new Set<string>();
  for (let pair = 0; pair < pairs.count; pair++) {
    if (pairs.kind[pair] !== Kind.contains) continue;
    quotes.push(pair);
    const { left, right } = { left: pairs.left[pair], right: pairs.right[pair] };
    if (isCentre(left)) linkedToCentre.add(`${left} ${right}`);
    if (isCentre(right)) linkedToCentre.add(`${right} ${left}`);
  }
  for (const pair of quotes) {
    const [left, right] = [pairs.left[pair], pairs.right[pair]];
    const [source, host] = sourceIsLeft(pairs, pair, centreOf) ? [left, right] : [right, left];
    if (centreOf[source] >= 0 && centreOf[source] === centreOf[host]) continue;
    if (!isCentre(source) && centreOf[source] >= 0 && linkedToCentre.has(`${centreOf[source]} ${host}`)) continue;
    attach(stars, source, host, pair);
  }
}

/** The source is a centre rather than another paragraph, else the one of which the stretch is the greater part. */
function sourceIsLeft(pairs: CopyPairs, pair: number, centreOf: Int32Array): boolean {
  const [left, right] = [pairs.left[pair], pairs.right[pair]];
  const leftCentre = centreOf[left] === left;
  const rightCentre = centreOf[right] === right;
  if (leftCentre !== rightCentre) return leftCentre;
  return pairs.leftShare(pair) >= pairs.rightShare(pair);
}

/** Formula text among paragraphs that are copies of nothing: around the one with most of it. */
function attachFormulas(
  pairs: CopyPairs, paragraphs: number, centreOf: Int32Array, stars: Map<number, Map<number, number>>,
): void {
  const formula = adjacencyOf(pairs, paragraphs, (kind) => kind === Kind.formula);
  const taken = new Uint8Array(paragraphs);
  for (const [centre, members] of stars) {
    taken[centre] = 1;
    for (const member of members.keys()) taken[member] = 1;
  }
  const degree = (paragraph: number): number => formula.starts[paragraph + 1] - formula.starts[paragraph];
  const linked: number[] = [];
  for (let paragraph = 0; paragraph < paragraphs; paragraph++) {
    if (taken[paragraph] === 0 && centreOf[paragraph] < 0 && degree(paragraph) > 0) linked.push(paragraph);
  }
  linked.sort((a, b) => degree(b) - degree(a) || a - b);
  for (const paragraph of linked) {
    if (taken[paragraph] === 1) continue;
    taken[paragraph] = 1;
    for (let at = formula.starts[paragraph]; at < formula.starts[paragraph + 1]; at++) {
      const other = otherSide(pairs, formula.pairs[at], paragraph);
      if (taken[other] === 1 || centreOf[other] >= 0) continue;
      taken[other] = 1;
      attach(stars, paragraph, other, formula.pairs[at]);
    }
  }
}

function flatten(stars: ReadonlyMap<number, ReadonlyMap<number, number>>): StarGroups {
  const centres = Int32Array.from(stars.keys()).sort();
  const starts = new Int32Array(centres.length + 1);
  centres.forEach((centre, index) => {
    starts[index + 1] = starts[index] + (stars.get(centre)?.size ?? 0);
  });
  const members = new Int32Array(starts[centres.length]);
  const pairs = new Int32Array(starts[centres.length]);
  centres.forEach((centre, index) => {
    const star = [...(stars.get(centre) ?? [])].sort((a, b) => a[0] - b[0]);
    star.forEach(([member, pair], place) => {
      members[starts[index] + place] = member;
      pairs[starts[index] + place] = pair;
    });
  });
  return { centres, starts, members, pairs };
}
