/** What one run records, in the order of the tables: spans, log records, measurements of a counter, and observable gauges. */
export const kItems = { spans: 100, logRecords: 100, measurements: 100, observed: 10 } as const;
export type ItemCounts = Readonly<Record<keyof typeof kItems, number>>;

export const kSpanName = 'delivery';
export const kEventName = 'delivery.event';
export const kCounterName = 'delivery.counter';
export const kGaugePrefix = 'delivery.gauge.';
