/** Items sorted at once: a few milliseconds' worth. */
const RUN = 4096;

/** Sorts very many items, with breaks: runs first, which are then merged in pairs. What is sorted already takes one pass. */
export function* sortInSlices<Item>(items: readonly Item[], compare: (a: Item, b: Item) => number): Generator<void, Item[]> {
  let runs: Item[][] = [];
  for (let from = 0; from < items.length; from += RUN) {
    runs.push(items.slice(from, from + RUN).sort(compare));
    yield;
  }
  while (runs.length > 1) {
    const merged: Item[][] = [];
    for (let index = 0; index < runs.length; index += 2) {
      merged.push(index + 1 < runs.length ? yield* merge(runs[index], runs[index + 1], compare) : runs[index]);
    }
    runs = merged;
  }
  return runs.at(0) ?? [];
}

/** Items of `one` stand before equal ones of `other`. */
function* merge<Item>(one: readonly Item[], other: readonly Item[], compare: (a: Item, b: Item) => number): Generator<void, Item[]> {
  if (one.length > 0 && other.length > 0 && compare(one[one.length - 1], other[0]) <= 0) return one.concat(other);
  const merged: Item[] = [];
  let [first, second] = [0, 0];
  while (first < one.length || second < other.length) {
    if (merged.length % RUN === RUN - 1) yield;
    const takesFirst = second === other.length || (first < one.length && compare(one[first], other[second]) <= 0);
    merged.push(takesFirst ? one[first++] : other[second++]);
  }
  return merged;
}
