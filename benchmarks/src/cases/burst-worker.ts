/**
 * The process under test of case `burst`: one variant ends a number of spans without a turn of the event loop in between.
 * Takes a {@link BurstTask} as JSON in its first argument and prints {@link BurstWork} as JSON.
 */
import { trace } from '@opentelemetry/api';

import { loadVariant, type VariantName } from '../variants/index.ts';

export interface BurstTask {
  readonly variant: VariantName;
  /** Base URL of the receiver. */
  readonly endpoint: string;
  readonly spans: number;
}

export interface BurstWork {
  /** Milliseconds of wall time that the burst held the event loop. */
  readonly burstMs: number;
}

const { variant, endpoint, spans } = JSON.parse(process.argv[2] ?? '') as BurstTask;
const startDriver = await loadVariant(variant);
const driver = startDriver({ endpoint, resourceAttributes: { 'service.name': 'burst' } });
const tracer = trace.getTracer('burst', '1.0.0');

const startedMs = performance.now();
for (let i = 0; i < spans; i++) {
  const attributes = { 'job.id': i, 'job.name': 'index a document', 'job.queue': 'documents' };
  tracer.startSpan('process job', { attributes }).end();
}
const burstMs = performance.now() - startedMs;

await driver.flush().catch((error: unknown) => console.error('flush failed:', error));
await driver.shutdown();
console.log(JSON.stringify({ burstMs } satisfies BurstWork));
