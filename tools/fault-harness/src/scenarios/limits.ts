import { patientEnvironment } from '../environments.ts';
import { kMiB } from '../memory-bound.ts';
import { excerpt } from '../excerpt.ts';
import type { Scenario } from '../scenario.ts';
import { hang, status } from '../server/faults.ts';

/** 20,000 spans of 20 KB: some 400 MB, far more than any queue here. */
const kFlood = { spans: 20_000, perSecond: 10_000, textBytes: 20_000, ending: 'exit' } as const;

/** The queue's limits are reached, or the time is over. What is lost then is counted to the span. */
export const limits: readonly Scenario[] = [
  {
    name: 'queue: full by bytes, server silent',
    application: { ...kFlood, batch: { maxQueueBytes: 8 * kMiB, exitTimeoutMillis: 300 } },
    losesBy: ['queueFull', 'shutdown'],
    prepare: (server) => void (server.afterwards = hang),
    queueBytes: 8 * kMiB,
  },
  {
    name: 'queue: full by bytes, then the server is back',
    application: {
      ...kFlood,
      ending: 'flush',
      batch: { maxQueueBytes: 8 * kMiB, maxRequestBytes: kMiB },
    },
    losesBy: ['queueFull'],
    prepare: (server) => void server.script.push(status(503), status(503)),
    queueBytes: 8 * kMiB,
  },
  {
    name: 'queue: full by number, server not there',
    application: {
      spans: 5_000,
      ending: 'exit',
      batch: { maxQueueSize: 1_000, maxExportBatchSize: 100, scheduledDelayMillis: 50 },
    },
    losesBy: ['queueFull', 'shutdown'],
    prepare: (server) => server.stop(),
  },
  {
    name: 'exit: server silent',
    application: { ending: 'exit', batch: { exitTimeoutMillis: 300 } },
    losesBy: ['shutdown'],
    prepare: (server) => void (server.afterwards = hang),
    check: ({ stderr, threads: [main] }) =>
      [
        [main?.stats, 'spans were'] as const,
        [main?.logStats, 'log records were'] as const,
        [main?.metricStats, 'data points were'] as const,
      ].flatMap(([stats, items]) => {
        if (stats === undefined) return [];
        const told = `${stats.dropped.shutdown} ${items} not exported before the process exited`;
        return stderr.includes(told)
          ? []
          : [`stderr does not report "${told}": ${excerpt(stderr)}`];
      }),
  },
  {
    name: 'exit: server well',
    application: { ending: 'exit' },
    environment: patientEnvironment,
  },
];
