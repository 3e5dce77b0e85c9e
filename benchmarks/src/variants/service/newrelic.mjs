/**
 * New Relic's agent, with its own instrumentation, against a stand-in for its collector on this machine. Of spans it sends at
 * most as many in a report as its collector lets it; what goes beyond is lost.
 */
import { createRequire } from 'node:module';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);

/** The stand-in asks for reports as often as this. */
const reportMs = 5_000;

/** @type {import('../driver.ts').StartServiceDriver} */
export function startDriver({ endpoint, resourceAttributes }) {
  const { hostname, port } = new URL(endpoint);
  Object.assign(process.env, {
    NEW_RELIC_HOME: fileURLToPath(new URL('newrelic-home', import.meta.url)),
    NEW_RELIC_APP_NAME: resourceAttributes['service.name'],
    // Of the right length, and nobody's.
    NEW_RELIC_LICENSE_KEY: '0'.repeat(40),
    NEW_RELIC_HOST: hostname,
    NEW_RELIC_PORT: port,
    // Every trace, not ten in a minute: every variant exports everything.
    NEW_RELIC_DISTRIBUTED_TRACING_SAMPLER_ROOT: 'always_on',
    NEW_RELIC_LOG_ENABLED: 'false',
    NEW_RELIC_UTILIZATION_DETECT_AWS: 'false',
    NEW_RELIC_UTILIZATION_DETECT_AZURE: 'false',
    NEW_RELIC_UTILIZATION_DETECT_GCP: 'false',
    NEW_RELIC_UTILIZATION_DETECT_PCF: 'false',
    NEW_RELIC_UTILIZATION_DETECT_KUBERNETES: 'false',
  });
  require('newrelic');
  return { records: true, flush: () => delay(1.2 * reportMs), shutdown: async () => {} };
}
