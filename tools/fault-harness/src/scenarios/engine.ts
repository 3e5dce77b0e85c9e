import { excerpt } from '../excerpt.ts';
import type { Scenario } from '../scenario.ts';
import { Poisoned, SlowReceiver } from '../server/span-faults.ts';
import { hungBesideHealthy } from './beside.ts';

const kBatches = 8;
const kBatchSpans = 100;
const kRequestMs = 1_500;
/** Four requests at a time make two rounds. */
const kMaxSlowMs = 3_200;

function slowReceiver(): Scenario {
  const slow = new SlowReceiver(kRequestMs);
  const seconds = () => (slow.totalMs / 1_000).toFixed(2);
  return {
    name: 'engine: a receiver that takes 1.5 s a request',
    application: {
      spans: kBatches * kBatchSpans,
      // All of them in the first piece of work.
      perSecond: 100_000,
      // Batches are cut when they are full.
      batch: { maxExportBatchSize: kBatchSpans, scheduledDelayMillis: 5_000 },
    },
    isAlone: true,
    prepare: (server) => void (server.afterwards = slow),
    note: () => `${slow.requests} batches in ${seconds()} s`,
    check: () => [
      ...(slow.totalMs > kMaxSlowMs ? [`${kBatches} batches took ${seconds()} s`] : []),
      ...(slow.requests === kBatches ? [] : [`${slow.requests} requests, not ${kBatches}`]),
    ],
  };
}

const kPoisonedSpans = 512;
const kMaxPoisonRequests = 24;
const kMaxPoisonMs = 10_000;

function poison(): Scenario {
  const poisoned = new Poisoned(300);
  const isNamed = (stderr: string) =>
    stderr
      .split('\n')
      .some((line) => [poisoned.span?.traceId, poisoned.span?.name].every((id) => isIn(line, id)));
  return {
    name: 'engine: poison, the connection is reset by one span',
    losesBy: ['rejected'],
    application: {
      spans: kPoisonedSpans,
      perSecond: 100_000,
      // One batch, cut when it is full: each further one would be a request more.
      batch: { maxExportBatchSize: kPoisonedSpans, scheduledDelayMillis: 5_000 },
    },
    isAlone: true,
    prepare: (server) => void (server.afterwards = poisoned),
    note: () => `${poisoned.requests} requests, ${(poisoned.totalMs / 1_000).toFixed(2)} s`,
    check: ({ stderr, threads: [main] }) => [
      ...(main?.stats.exported === kPoisonedSpans - 1
        ? []
        : [`${main?.stats.exported} of ${kPoisonedSpans} spans were exported, not all but one`]),
      ...(poisoned.requests <= kMaxPoisonRequests ? [] : [`${poisoned.requests} requests`]),
      ...(poisoned.totalMs <= kMaxPoisonMs ? [] : [`the others took ${poisoned.totalMs} ms`]),
      ...(isNamed(stderr) ? [] : [`stderr does not name the span: ${excerpt(stderr)}`]),
    ],
  };
}

function isIn(line: string, text: string | undefined): boolean {
  return text !== undefined && line.includes(text);
}

/** What many requests in flight, and batches in parts, are for. */
export function engineFaults(): Scenario[] {
  return [slowReceiver(), poison(), hungBesideHealthy()];
}
