import { inspect, isDeepStrictEqual } from 'node:util';

import type { ComparableSpan } from './comparable-span.ts';

/** Counts comparisons and tells about those that failed. */
export class Checks {
  passed = 0;
  failed = 0;

  /** `what` names the value that was compared. Deep equality; the order of keys does not count. */
  equal(what: string, expected: unknown, actual: unknown): void {
    if (isDeepStrictEqual(actual, expected)) {
      this.passed += 1;
      return;
    }
    this.failed += 1;
    console.error(`${what}\n  expected  ${show(expected)}\n  collected ${show(actual)}`);
  }
}

/**
 * Compares every field of every created span with the collected one of the same ids, and that there is exactly one of
 * it. Nothing else may have been collected.
 */
export function compareSpans(
  created: readonly ComparableSpan[],
  collected: readonly ComparableSpan[],
  checks: Checks,
): void {
  const idOf = ({ traceId, spanId }: ComparableSpan) => `${traceId} ${spanId}`;
  const unclaimed = new Map<string, ComparableSpan[]>();
  for (const span of collected) {
    unclaimed.set(idOf(span), [...(unclaimed.get(idOf(span)) ?? []), span]);
  }
  for (const span of created) {
    const matches = unclaimed.get(idOf(span)) ?? [];
    unclaimed.delete(idOf(span));
    const label = `${span.name} (${idOf(span)})`;
    checks.equal(`${label}: number of spans collected`, 1, matches.length);
    if (matches[0] !== undefined) compareFields(label, span, matches[0], checks);
  }
  const strangers = [...unclaimed.values()].flat().map(({ name }) => name);
  checks.equal('spans collected that nobody created', [], strangers);
}

/** Compares the fields that `expected` has. */
export function compareFields<Item extends object>(
  label: string,
  expected: Partial<Item>,
  actual: Item,
  checks: Checks,
): void {
  for (const field of Object.keys(expected) as (keyof Item & string)[]) {
    checks.equal(`${label}: ${field}`, expected[field], actual[field]);
  }
}

function show(value: unknown): string {
  return inspect(value, {
    depth: 8,
    breakLength: Infinity,
    maxStringLength: 300,
    maxArrayLength: 10,
  });
}
