import type { Engine } from './engine.ts';
import { excerpt } from './excerpt.ts';
import { nameOf } from './exit-matrix.ts';
import { kKnownExits } from './known-exits.ts';
import type { Exit, ExitOutcome } from './run-exit.ts';
import { judge, verdictOf } from './shortcomings.ts';

const kCounts = ['ended', 'received', 'lost', 'duplicated'] as const;
const kLogCounts = ['received', 'lost', 'duplicated'] as const;
const kMetricCounts = ['series', 'short'] as const;

/** A line of the table, and what is to be said about it. */
export interface ExitRow {
  readonly cells: readonly string[];
  readonly problems: readonly string[];
  readonly expected: readonly string[];
}

export const kExitTitles: readonly string[] = [
  ...['end of the process', 'over', 'receiver', 'runs'],
  ...kCounts,
  ...kLogCounts.map((count) => `logs ${count}`),
  ...kMetricCounts,
  'ms',
  '',
];

/** The time that the SDK takes at most by default, and what the end of any process takes. */
const kMaxUnansweredMs = 2_300;
/** No machine is so busy. */
const kMaxHungMs = 10_000;

/** Neighbours only ever add to a time: the least of several is what the SDK itself takes. */
function lateProblems({ receiver }: Exit, timesMs: readonly number[]): string[] {
  if (receiver === 'answers') return [];
  const [least, most] = [Math.min(...timesMs), Math.max(...timesMs)];
  return [
    ...(least > kMaxUnansweredMs ? [`each end took ${least} ms or more`] : []),
    ...(most > kMaxHungMs ? [`an end took ${most} ms`] : []),
  ];
}

/** All runs of one end. */
export function rowOf(exit: Exit, outcomes: readonly ExitOutcome[], engine: Engine): ExitRow {
  const { way, transport, receiver } = exit;
  const name = `${nameOf(exit)}, ${transport}`;
  const judged = outcomes.map((outcome) => ({
    ...judge({ name: nameOf(exit), transport }, outcome.problems, kKnownExits, engine),
    stderr: outcome.stderr,
  }));
  const timesMs = outcomes.map(({ endMs }) => endMs);
  const problems = [
    ...judged.flatMap((one) =>
      one.problems.map((problem) => `${name}: ${problem}: ${excerpt(one.stderr)}`),
    ),
    ...lateProblems(exit, timesMs).map((problem) => `${name}: ${problem}`),
  ];
  const known = judged.filter((one) => one.expected.length > 0);
  const summary = `${name}: ${known.length} of ${outcomes.length}: ${known[0]?.expected.join('; ')}`;
  const expected = known.length > 0 ? [summary] : [];
  const total = (of: (outcome: ExitOutcome) => number) =>
    String(outcomes.reduce((sum, outcome) => sum + of(outcome), 0));
  return {
    cells: [
      ...[way.name, transport, receiver, String(outcomes.length)],
      ...kCounts.map((field) => total(({ spans }) => spans[field])),
      ...kLogCounts.map((field) => total(({ logs }) => logs[field])),
      ...kMetricCounts.map((field) => total(({ metrics }) => metrics[field])),
      `${Math.min(...timesMs)}–${Math.max(...timesMs)}`,
      verdictOf({ problems, expected }),
    ],
    problems,
    expected,
  };
}
