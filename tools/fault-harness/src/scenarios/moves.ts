import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { endpointOf, usualEnvironment } from '../environments.ts';
import type { Scenario, Stage } from '../scenario.ts';
import type { Transport } from '../transport.ts';

/** Nobody listens for a while, in the middle of the work. */
async function restart({ server }: Stage, downMs: number): Promise<void> {
  await sleep(500);
  await server.stop();
  await sleep(downMs);
  await server.listen();
}

/** Whether this machine has the IPv6 loopback address. */
const hasIpv6 = await (async () => {
  const server = createServer();
  server.listen(0, '::1');
  try {
    await once(server, 'listening');
    server.close();
    return true;
  } catch {
    return false;
  }
})();

const kOverTcp: readonly Transport[] = ['tcp', 'tls'];

/** The server goes away, comes back, or comes back elsewhere. */
export const moves: readonly Scenario[] = [
  {
    name: 'server: not there at the start, with workers',
    application: { workers: 2 },
    prepare: (server) => server.stop(),
    play: async ({ server }) => {
      await sleep(1_500);
      await server.listen();
    },
  },
  {
    name: 'server: restarts, with workers',
    application: { workers: 2 },
    play: (stage) => restart(stage, 1_000),
    mayDuplicate: true,
  },
  {
    name: 'server: restarts ten times',
    application: { spans: 6_000 },
    mayDuplicate: true,
    play: async ({ server, random }) => {
      for (let i = 0; i < 10; i++) {
        await sleep(random.between(50, 300));
        await server.stop();
        await sleep(random.between(10, 100));
        await server.listen();
      }
    },
  },
  {
    name: 'server: resets idle connections',
    application: { spans: 3_000 },
    mayDuplicate: true,
    play: async ({ server, application }) => {
      while (application.isRunning) {
        await sleep(100);
        server.resetIdleConnections();
      }
    },
  },
  {
    name: 'server: moves from 127.0.0.1 to ::1',
    transports: kOverTcp,
    skip: () => (hasIpv6 ? undefined : 'no IPv6 loopback'),
    environment: (server) => ({
      ...usualEnvironment(server),
      OTEL_EXPORTER_OTLP_ENDPOINT: endpointOf(server, 'localhost'),
    }),
    mayDuplicate: true,
    play: async ({ server }) => {
      await sleep(500);
      const { port } = server;
      await server.stop();
      await sleep(500);
      await server.listen({ host: '::1', port });
    },
  },
  {
    name: 'server: only on ::1',
    transports: kOverTcp,
    skip: () => (hasIpv6 ? undefined : 'no IPv6 loopback'),
    receiver: () => ({ address: { host: '::1', port: 0 } }),
  },
  {
    name: 'application: frozen twice, the server resets its connections meanwhile',
    mayDuplicate: true,
    play: async ({ server, application }) => {
      for (let i = 0; i < 2; i++) {
        await sleep(600);
        application.freeze();
        await sleep(1_000);
        server.resetConnections();
        application.thaw();
      }
    },
  },
];
