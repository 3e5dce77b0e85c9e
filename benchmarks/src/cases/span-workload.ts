import type { MakeWorkload, SpanWorkload } from './workload.ts';

/**
 * Turns repeat only beyond this many: ids that came again soon would flatter a cache of strings. Not more, because a
 * service does not hold its last ten thousand requests: a large old generation would be measured with the spans.
 */
export const maxDistinctTurns = 1_024;

/** Each names the module in `cases/` that is loaded: a process under test holds one workload. */
const makers = {
  span: async () => (await import('./agent-turn.ts')).makeAgentWorkload,
  'span-wide': async () => (await import('./wide-span.ts')).makeWideWorkload,
  'span-deep': async () => (await import('./deep-span.ts')).makeDeepWorkload,
  'span-events': async () => (await import('./eventful-span.ts')).makeEventfulWorkload,
} satisfies Record<string, () => Promise<MakeWorkload>>;

export type SpanCaseName = keyof typeof makers;
export const spanCaseNames = Object.keys(makers) as SpanCaseName[];

export async function loadWorkload(
  name: SpanCaseName,
  turns: number,
  seed: number,
): Promise<SpanWorkload> {
  const makeWorkload = await makers[name]();
  return makeWorkload(Math.min(turns, maxDistinctTurns), seed);
}
