import type { DecodedAttribute, DecodedValue } from '../../../native-core/test/support/decode-otlp';
import type { Outcome } from './player.ts';

/**
 * Sorts attributes and maps by key. JavaScript puts keys that are numbers first; native code keeps the order of the line. OTLP has no
 * order.
 */
export function inOrder(outcome: Outcome): Outcome {
  const records = outcome.records.map((record) => ({
    ...record,
    body: record.body === undefined ? undefined : sorted(record.body),
    attributes: sortedEntries(record.attributes),
  }));
  return { ...outcome, records };
}

function sorted(value: DecodedValue): DecodedValue {
  if (value === 'empty') return value;
  if ('array' in value) return { array: value.array.map(sorted) };
  return 'map' in value ? { map: sortedEntries(value.map) } : value;
}

function sortedEntries(entries: readonly DecodedAttribute[]): DecodedAttribute[] {
  return entries
    .map(([key, value]): DecodedAttribute => [key, sorted(value)])
    .sort(([a], [b]) => (a < b ? -1 : 1));
}
