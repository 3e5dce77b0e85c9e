/** What the watched applications record, and what a receiver has to find in it. */
export const kCounter = 'harness.counter';
/** An exponential histogram. */
export const kHistogram = 'harness.sizes';
/** Observes how many spans its thread has ended. */
export const kGauge = 'harness.spans';
/** Comes from native code, which the native threads ask before each collection. */
export const kCpuTime = 'process.cpu.time';
/** Of the counter and of the histogram, for each thread. */
export const kSeries = 4;

/** What was recorded: for each series its sum, or what was observed last, by `seriesKey`. */
export type Recorded = Readonly<Record<string, number>>;

/** @param part which thread of which process records it */
export function seriesKey(metric: string, part: string, series: number): string {
  return `${metric} ${part} ${series}`;
}

/** What is recorded in a span: from 1 to 256. An exemplar names the span, so both sides know its value. */
export function valueInSpan(spanId: string): number {
  return 1 + Number.parseInt(spanId.slice(-2), 16);
}
