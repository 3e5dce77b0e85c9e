import type { BenchArguments } from './harness/arguments.ts';

type Measure = Partial<Pick<BenchArguments, 'rounds' | 'seconds' | 'turns' | 'together'>>;

/** What makes all cases fit into half an hour and a bit, with more rounds where a case is short. */
const short: Readonly<Record<string, Measure>> = {
  burst: { rounds: 3 },
  context: { rounds: 3 },
  exit: { rounds: 2 },
  genai: { rounds: 3, turns: 500 },
  gzip: { rounds: 3 },
  instrumentation: { rounds: 3 },
  llm: { rounds: 3 },
  log: { rounds: 3 },
  metric: { rounds: 3 },
  outage: { rounds: 1, seconds: 15 },
  pause: { rounds: 5, seconds: 6 },
  service: { rounds: 3, together: true },
  'service-limit': { rounds: 2, seconds: 20, together: true },
  span: { rounds: 5, turns: 30_000 },
  'span-wide': { rounds: 2, turns: 20_000 },
  'span-deep': { rounds: 2, turns: 20_000 },
  'span-events': { rounds: 2, turns: 20_000 },
  startup: { rounds: 9 },
  'system-metrics': { rounds: 3 },
};

/** The arguments of one case, with those of the budget where none were given. */
export function budgeted(caseName: string, given: BenchArguments): BenchArguments {
  const measure = given.budget === 'short' ? (short[caseName] ?? {}) : {};
  return {
    ...given,
    caseName,
    rounds: given.rounds ?? measure.rounds,
    seconds: given.seconds ?? measure.seconds,
    turns: given.turns ?? measure.turns,
    together: given.together || measure.together === true,
  };
}
