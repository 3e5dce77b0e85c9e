/** Edits after which a name no longer counts as a misspelling; in short ones, a third of their letters. */
const kMaxEdits = 3;

/** The name that is nearest to a misspelt one, or undefined when none is near. */
export function suggestionFor(name: string, known: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestEdits = Math.min(kMaxEdits, Math.ceil(name.length / 3)) + 1;
  for (const candidate of known) {
    if (Math.abs(candidate.length - name.length) >= bestEdits) continue;
    const edits = editsBetween(name, candidate, bestEdits);
    if (edits < bestEdits) [best, bestEdits] = [candidate, edits];
  }
  return best;
}

/**
 * Insertions, deletions, replacements and swaps of neighbours that turn one text into the other. Gives up at `limit`, which
 * most names reach within a few letters.
 */
export function editsBetween(from: string, to: string, limit = Infinity): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i++) {
    const row = [i];
    for (let j = 1; j <= to.length; j++) {
      const replaced = last[j - 1]! + (from[i - 1] === to[j - 1] ? 0 : 1);
      const isSwapped = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      const swapped = isSwapped ? beforeLast[j - 2]! + 1 : Infinity;
      row.push(Math.min(last[j]! + 1, row[j - 1]! + 1, replaced, swapped));
    }
    if (Math.min(...row) >= limit) return limit;
    [beforeLast, last] = [last, row];
  }
  return last[to.length]!;
}
