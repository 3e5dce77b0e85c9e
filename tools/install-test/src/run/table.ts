import type { Outcome } from './run-checks.ts';

/** A line per check, and the counts. */
export function tableOf(outcomes: readonly Outcome[]): string {
  const width = Math.max(...outcomes.map(({ name }) => name.length));
  const lines = outcomes.map((outcome) => lineOf(outcome, width));
  return [...lines, countsOf(outcomes)].join('\n');
}

function lineOf({ name, result, seconds, note }: Outcome, width: number): string {
  const line = `${name.padEnd(width)}  ${result.padEnd(7)}  ${seconds.toFixed(1).padStart(6)} s`;
  // Why a check failed takes many lines, and was printed when it did.
  return result === 'failed' || note === '' ? line : `${line}  ${note}`;
}

function countsOf(outcomes: readonly Outcome[]): string {
  const count = (wanted: Outcome['result']): number =>
    outcomes.filter(({ result }) => result === wanted).length;
  return `${count('passed')} passed, ${count('failed')} failed, ${count('skipped')} skipped`;
}
