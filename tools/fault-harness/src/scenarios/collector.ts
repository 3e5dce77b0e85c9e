import { setTimeout as sleep } from 'node:timers/promises';
import { CollectorProcess, whyNoCollector } from '../collector-process.ts';
import type { Scenario } from '../scenario.ts';
import type { FaultServer } from '../server/fault-server.ts';
import { resetInBody, status } from '../server/faults.ts';

/** A real Collector between the application and the accounting. */
function withCollector(
  name: string,
  disturb: (collector: CollectorProcess) => Promise<void>,
  rest: Partial<Scenario> = {},
): Scenario {
  let collector: CollectorProcess | undefined;
  return {
    name: `Collector: ${name}`,
    skip: whyNoCollector,
    // The receiver of the harness is behind the Collector; what the application meets is the Collector's own.
    transports: ['tcp'],
    mayDuplicate: true,
    application: { spans: 6_000 },
    ...rest,
    prepare: async (server: FaultServer, random) => {
      await rest.prepare?.(server, random);
      collector = await CollectorProcess.start(`http://127.0.0.1:${server.port}`);
    },
    environment: () => ({
      OTEL_EXPORTER_OTLP_ENDPOINT: collector?.endpoint ?? '',
      OTEL_EXPORTER_OTLP_TIMEOUT: '2000',
    }),
    play: async ({ application }) => {
      if (collector === undefined) return;
      try {
        await disturb(collector);
        await application.report;
      } finally {
        await collector.remove();
      }
    },
  };
}

export const collectorFaults: readonly Scenario[] = [
  withCollector('no fault', () => Promise.resolve(), { mayDuplicate: false }),
  withCollector('killed and restarted under load', async (collector) => {
    await sleep(800);
    await collector.stop('SIGKILL');
    await sleep(500);
    await collector.start();
    await sleep(500);
    await collector.stop('SIGKILL');
    await collector.start();
  }),
  withCollector('ended and restarted under load', async (collector) => {
    await sleep(800);
    await collector.stop('SIGTERM');
    await collector.start();
  }),
  withCollector('what it sends to is not ready', () => Promise.resolve(), {
    prepare: (server) => void server.script.push(status(503), resetInBody, status(503)),
  }),
];
