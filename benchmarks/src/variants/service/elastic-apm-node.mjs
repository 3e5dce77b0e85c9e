/** Elastic's agent, with its own instrumentation and its server's protocol. */
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** @type {import('../driver.ts').StartServiceDriver} */
export function startDriver({ endpoint, resourceAttributes }) {
  /** @type {import('elastic-apm-node')} */
  const apm = require('elastic-apm-node');
  const agent = apm.start({
    serverUrl: endpoint,
    serviceName: resourceAttributes['service.name'] ?? 'service',
    serviceVersion: resourceAttributes['service.version'] ?? '0',
    // Traces alone, as with the others.
    metricsInterval: '0s',
    centralConfig: false,
    cloudProvider: 'none',
    logLevel: 'error',
  });
  return { records: true, flush: () => agent.flush(), shutdown: () => agent.destroy() };
}
