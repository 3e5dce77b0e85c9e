// Starts telemetry before the service: node --import ./telemetry/official.mjs src/service/main.ts
import { TraceFlags } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { NodeSDK } from '@opentelemetry/sdk-node';
import { BatchSpanProcessor } from '@opentelemetry/sdk-trace';

import { instrumentations } from './instrumentations.mjs';

/** The processor that the SDK would make itself, with a count: the official SDK does not tell how many there were. */
class CountingBatchSpanProcessor extends BatchSpanProcessor {
  ended = 0;

  onEnd(span) {
    if (span.spanContext().traceFlags & TraceFlags.SAMPLED) this.ended += 1;
    super.onEnd(span);
  }
}

const processor = new CountingBatchSpanProcessor({ exporter: new OTLPTraceExporter() });
const sdk = new NodeSDK({
  serviceName: 'agent-service',
  instrumentations,
  spanProcessors: [processor],
});
sdk.start();

/** @type {import('../src/demo/telemetry.ts').Telemetry} */
export const telemetry = {
  // What it drops it does not count either.
  spanCounts: () => ({ ended: processor.ended, dropped: undefined, lastError: '' }),
  shutdown: () => sdk.shutdown(),
};
