import { endpointOf, impatientEnvironment, usualEnvironment } from '../environments.ts';
import type { Scenario } from '../scenario.ts';
import { identities } from '../server/certificates.ts';
import { acceptAndClose } from '../server/faults.ts';
import type { HandshakeFault } from '../server/tls-front.ts';
import { handshakeProblems, tlsFault } from './tls-fault.ts';

/** The first connections meet these instead of a handshake. */
function handshakes(name: string, faults: readonly HandshakeFault[]): Scenario {
  return tlsFault(`handshake: ${name}`, {
    environment: impatientEnvironment,
    mayDuplicate: true,
    prepare: (server) => void server.tls?.script.push(...faults),
  });
}

function versionOnly(version: 'TLSv1.2' | 'TLSv1.3'): Scenario {
  return tlsFault(`only ${version}`, {
    receiver: () => ({ tls: { versions: [version, version] } }),
    check: (_, { tls }) =>
      handshakeProblems(
        tls,
        (all) => all.length > 0 && all.every((one) => one.version === version),
      ),
  });
}

/** Handshakes that come through in the end, so that nothing is lost. */
export const tlsHandshakes: readonly Scenario[] = [
  handshakes('silent for ever', ['silent', 'silent']),
  handshakes('reset', ['reset', 'reset']),
  handshakes('closed', ['closed', 'closed']),
  versionOnly('TLSv1.2'),
  versionOnly('TLSv1.3'),
  // The server may close while the next request is on its way: it has that request then, and nobody learns of it.
  tlsFault('tickets, every connection closed after its answer', {
    mayDuplicate: true,
    prepare: (server) => void (server.afterwards = acceptAndClose),
    check: (_, { tls }) => handshakeProblems(tls, (all) => all.some((one) => one.isResumed)),
  }),
  tlsFault('no tickets, every connection closed after its answer', {
    mayDuplicate: true,
    receiver: () => ({ tls: { tickets: false } }),
    prepare: (server) => void (server.afterwards = acceptAndClose),
    check: (_, { tls }) =>
      handshakeProblems(tls, (all) => all.length > 1 && all.every((one) => !one.isResumed)),
  }),
  tlsFault('host by its name', {
    receiver: () => ({ tls: { identity: identities.authority.issue({ names: 'DNS:localhost' }) } }),
    environment: (server) => ({
      ...usualEnvironment(server),
      OTEL_EXPORTER_OTLP_ENDPOINT: endpointOf(server, 'localhost'),
    }),
  }),
];
