/** Datadog's tracer, with its own instrumentation and the protocol of its agent. */
import { createRequire } from 'node:module';
import { setTimeout as delay } from 'node:timers/promises';

const require = createRequire(import.meta.url);

/** Its writer sends every two seconds; it has no flush to call. */
const flushIntervalMs = 2_000;

/** @type {import('../driver.ts').StartServiceDriver} */
export function startDriver({ endpoint, resourceAttributes }) {
  Object.assign(process.env, {
    DD_TRACE_AGENT_URL: endpoint,
    DD_SERVICE: resourceAttributes['service.name'],
    DD_VERSION: resourceAttributes['service.version'],
    DD_TRACE_SAMPLE_RATE: '1',
    // No limit of traces a second that are kept: every variant exports everything.
    DD_TRACE_RATE_LIMIT: '-1',
    // Traces alone, as with the others: what it would ask and tell its maker is off.
    DD_INSTRUMENTATION_TELEMETRY_ENABLED: 'false',
    DD_REMOTE_CONFIGURATION_ENABLED: 'false',
    DD_TRACE_STARTUP_LOGS: 'false',
  });
  require('dd-trace').init();
  return { records: true, flush: () => delay(1.5 * flushIntervalMs), shutdown: async () => {} };
}
