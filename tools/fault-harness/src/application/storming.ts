/** Sends small requests without a pause, and ends itself in the middle as EXIT_WAY says, or is ended. */
import { logs, metrics, trace } from '@opentelemetry/api';
import { writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const { EXIT_WAY: way = '', STORM_MS: workMs = '' } = process.env;
const kSpansPerTurn = 20;

const tracer = trace.getTracer('fault-harness');
const logger = logs.getLogger('fault-harness');
const counter = metrics.getMeter('fault-harness').createCounter('storm');

function work(): void {
  for (let i = 0; i < kSpansPerTurn; i++) tracer.startSpan('storm').end();
  for (let i = 0; i < kSpansPerTurn; i++) logger.emit({ body: 'storm' });
  counter.add(1);
}

const working = setInterval(work, 1);
await sleep(Number(workMs));
writeSync(1, String(process.hrtime.bigint()));
if (way === 'process.exit') process.exit(0);
// Whoever waits for a signal works until it comes.
if (way !== 'SIGTERM') clearInterval(working);
