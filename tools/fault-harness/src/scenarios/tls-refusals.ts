import { excerpt } from '../excerpt.ts';
import type { Scenario } from '../scenario.ts';
import { identities } from '../server/certificates.ts';
import type { TlsFrontOptions } from '../server/tls-front.ts';
import { tlsFault } from './tls-fault.ts';

/** Nothing can be delivered: all is counted as lost, and a line names the cause. */
function refused(
  name: string,
  tls: () => Partial<TlsFrontOptions>,
  cause: RegExp,
  rest: Partial<Scenario> = {},
): Scenario {
  const batch = { maxExportBatchSize: 100, scheduledDelayMillis: 50, exitTimeoutMillis: 500 };
  return tlsFault(name, {
    application: { ending: 'exit', batch },
    losesBy: ['exportFailed', 'shutdown'],
    receiver: () => ({ tls: tls() }),
    ...rest,
    check: ({ stderr }) =>
      cause.test(stderr) ? [] : [`stderr does not name ${cause.source}: ${excerpt(stderr)}`],
  });
}

/** Certificates and versions with which the two sides do not come together. */
export const tlsRefusals: readonly Scenario[] = [
  refused(
    'certificate expired',
    () => ({ identity: identities.authority.issue({ days: -1 }) }),
    /certificate has expired/i,
  ),
  refused(
    'certificate of another host',
    () => ({ identity: identities.authority.issue({ names: 'DNS:elsewhere.example' }) }),
    /altnames|the server's certificate is not for/i,
  ),
  refused(
    'certificate of an unknown issuer',
    () => ({ identity: identities.stranger.issue() }),
    /unable to (get|verify)|the issuer .* is not among the trusted authorities/i,
  ),
  ...(['TLSv1.2', 'TLSv1.3'] as const).map((version) =>
    refused(
      `client certificate missing, ${version}`,
      () => ({
        versions: [version, version],
        clientAuthorityFile: identities.authority.certFile,
      }),
      /certificate required|client certificate|handshake failure/i,
    ),
  ),
  refused(
    'only TLS 1.0 and 1.1',
    () => ({ versions: ['TLSv1', 'TLSv1.1'] }),
    /protocol version|unsupported protocol|no TLS version that is allowed/i,
  ),
  refused('no TLS at all', () => ({}), /wrong version number|not (speak )?TLS|plain HTTP/i, {
    prepare: ({ tls }) => {
      if (tls !== undefined) tls.afterwards = 'not TLS';
    },
  }),
];
