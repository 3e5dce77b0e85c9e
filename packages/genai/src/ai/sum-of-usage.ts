import type { Usage } from './ai-events';

/** Adds up the usage of two calls. What neither of them reports stays undefined. */
export function sumOfUsage(one: Usage | undefined, other: Usage | undefined): Usage | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return {
    ...sumOfCounts(one, other, ['inputTokens', 'outputTokens']),
    inputTokenDetails: sumOfCounts(one.inputTokenDetails, other.inputTokenDetails, [
      'cacheReadTokens',
      'cacheWriteTokens',
    ]),
    outputTokenDetails: sumOfCounts(one.outputTokenDetails, other.outputTokenDetails, [
      'reasoningTokens',
    ]),
  };
}

function sumOfCounts<Name extends string>(
  one: Partial<Record<Name, number>> | undefined,
  other: Partial<Record<Name, number>> | undefined,
  names: readonly Name[],
): Partial<Record<Name, number>> {
  const sums: Partial<Record<Name, number>> = {};
  for (const name of names) {
    const [a, b] = [one?.[name], other?.[name]];
    if (a !== undefined || b !== undefined) sums[name] = (a ?? 0) + (b ?? 0);
  }
  return sums;
}
