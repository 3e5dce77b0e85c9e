import type { IdGenerator } from '@otel-native/native-core';

/**
 * Ids of the right length in all the spellings that a generator may come up with. Those that are all zero are invalid,
 * so that no span becomes a child of such a one.
 */
export class StrangeIds implements IdGenerator {
  #traces = 0;
  #spans = 0;

  generateTraceId(): string {
    return spelled(++this.#traces, 32);
  }

  generateSpanId(): string {
    return spelled(++this.#spans, 16);
  }
}

function spelled(count: number, length: number): string {
  const id = `dE${count.toString(16).padStart(length - 2, '0')}`;
  if (count % 7 === 0) return '0'.repeat(length);
  return count % 2 === 0 ? id.toUpperCase() : id.toLowerCase();
}
