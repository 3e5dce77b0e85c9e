import { setTimeout as sleep } from 'node:timers/promises';
import { usualEnvironment } from '../environments.ts';
import type { Scenario, Stage } from '../scenario.ts';
import type { TlsFront, TlsFrontOptions } from '../server/tls-front.ts';

const kToken = 'Bearer-only-the-receiver-may-see-this';

/** A fault that there is only over TLS. A header holds a secret that nothing may print. */
export function tlsFault(name: string, rest: Partial<Scenario>): Scenario {
  const { environment = usualEnvironment, check } = rest;
  return {
    name: `TLS: ${name}`,
    transports: ['tls'],
    ...rest,
    environment: (server) => ({
      ...environment(server),
      OTEL_EXPORTER_OTLP_HEADERS: `authorization=${kToken}`,
    }),
    check: (report, server) => [
      ...(report.stderr.includes(kToken) ? ['stderr shows a header'] : []),
      ...(check?.(report, server) ?? []),
    ],
  };
}

/** @returns a problem where the handshakes are others than these */
export function handshakeProblems(
  tls: TlsFront | undefined,
  are: (all: TlsFront['handshakes']) => boolean,
): string[] {
  const all = tls?.handshakes ?? [];
  return are(all) ? [] : [`other handshakes than expected: ${JSON.stringify(all)}`];
}

/** Resolves in the middle of the work: the sender has read its files, and sends. */
export async function untilItSends({ server, application }: Stage): Promise<void> {
  while (server.tls?.handshakes.length === 0 && application.isRunning) await sleep(20);
  await sleep(300);
}

/** The receiver gets other settings in the middle of the work, and every connection has to be made anew. */
export function change({ server }: Stage, options: Partial<TlsFrontOptions>): void {
  server.tls?.change(options);
  server.resetConnections();
}
