import { copyFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { usualEnvironment } from '../environments.ts';
import type { Scenario, Stage } from '../scenario.ts';
import { identities, replaceFiles, secretLines, type Identity } from '../server/certificates.ts';
import { change, tlsFault, untilItSends } from './tls-fault.ts';

/** The sender has a certificate of its own. */
function withClientCertificate(
  name: string,
  play?: (stage: Stage, identity: Identity) => Promise<void>,
): Scenario {
  let made: Identity | undefined;
  const identity = () => (made ??= identities.authority.issue());
  return tlsFault(name, {
    receiver: () => ({ tls: { clientAuthorityFile: identities.authority.certFile } }),
    environment: (server) => ({
      ...usualEnvironment(server),
      OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE: identity().certFile,
      OTEL_EXPORTER_OTLP_CLIENT_KEY: identity().keyFile,
    }),
    check: ({ stderr }) =>
      secretLines(identity()).some((line) => stderr.includes(line)) ? ['stderr shows a key'] : [],
    ...(play && { play: (stage: Stage) => play(stage, identity()), mayDuplicate: true }),
  });
}

function withNewAuthority(): Scenario {
  let copied: string | undefined;
  const file = () => (copied ??= identities.authority.copyOfCertificate());
  return tlsFault('replaced while running: the trusted authority', {
    mayDuplicate: true,
    environment: (server) => ({
      ...usualEnvironment(server),
      OTEL_EXPORTER_OTLP_CERTIFICATE: file(),
    }),
    play: async (stage) => {
      await untilItSends(stage);
      copyFileSync(identities.stranger.certFile, file());
      change(stage, { identity: identities.stranger.issue() });
    },
  });
}

/** Certificates, keys and sessions that change while the application runs; nothing is lost. */
export const tlsChanges = (): Scenario[] => [
  tlsFault('tickets of a receiver that has started anew', {
    mayDuplicate: true,
    play: async (stage) => {
      for (let i = 0; i < 3; i++) {
        await sleep(300);
        change(stage, {});
      }
    },
  }),
  withClientCertificate('client certificate'),
  tlsFault("replaced while running: the receiver's certificate", {
    mayDuplicate: true,
    play: async (stage) => {
      await untilItSends(stage);
      change(stage, { identity: identities.authority.issue() });
    },
  }),
  withNewAuthority(),
  withClientCertificate(
    'replaced while running: client certificate and key',
    async (stage, identity) => {
      await untilItSends(stage);
      replaceFiles(identity, identities.stranger.issue());
      change(stage, { clientAuthorityFile: identities.stranger.certFile });
    },
  ),
];
