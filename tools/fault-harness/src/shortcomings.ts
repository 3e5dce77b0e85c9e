import { kEngine, type Engine } from './engine.ts';
import type { Transport } from './transport.ts';

/** A problem that an engine is known to have. It is played and printed all the same. */
export interface Shortcoming {
  /** What the engine lacks. Once it has it, the problem is one. */
  readonly needs: keyof Engine;
  readonly over: readonly Transport[];
  /** Which faults or ends have it, by their names. */
  readonly of: RegExp;
  readonly problem: RegExp;
  readonly why: string;
  /** Busy machines decide whether it comes. Otherwise a run without it fails: whatever was missing is there. */
  readonly sometimes?: boolean;
}

/** What became of the problems of one run. */
export interface Judgement {
  readonly problems: readonly string[];
  /** Problems that the engine is known to have. */
  readonly expected: readonly string[];
}

export function verdictOf({ problems, expected }: Judgement): 'ok' | 'expected' | 'FAILED' {
  if (problems.length > 0) return 'FAILED';
  return expected.length > 0 ? 'expected' : 'ok';
}

export interface Judged {
  readonly name: string;
  readonly transport: Transport;
}

/** Tells problems that are known from others. */
export function judge(
  { name, transport }: Judged,
  problems: readonly string[],
  known: readonly Shortcoming[],
  engine: Engine = kEngine,
): Judgement {
  const mine = known.filter(
    ({ needs, over, of }) => !engine[needs] && over.includes(transport) && of.test(name),
  );
  const isKnown = (problem: string) => mine.some((one) => one.problem.test(problem));
  const absent = mine.filter(
    (one) => one.sometimes !== true && !problems.some((problem) => one.problem.test(problem)),
  );
  return {
    problems: [
      ...problems.filter((problem) => !isKnown(problem)),
      ...absent.map(
        ({ needs, why }) =>
          `what was expected did not come: "${why}". If the engine has "${needs}" now, say so in src/engine.ts`,
      ),
    ],
    expected: problems.filter(isKnown),
  };
}
