import type { IdGenerator } from '@otel-native/native-core';

/** The same ids in every run, so that two SDKs can be compared to the last byte. */
export class CountingIds implements IdGenerator {
  #traces = 0;
  #spans = 0;

  generateTraceId(): string {
    return `ab${(++this.#traces).toString(16).padStart(30, '0')}`;
  }

  generateSpanId(): string {
    return `cd${(++this.#spans).toString(16).padStart(14, '0')}`;
  }
}
