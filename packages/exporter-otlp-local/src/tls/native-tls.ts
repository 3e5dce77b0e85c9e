import type { TlsFiles } from 'otlp-settings';
import type { NativeTlsSettings } from '../binding/addon';
import { splitCiphers } from './ciphers';
import { provideDefaultRoots } from './default-roots';
import { warnOfUnverified } from './unverified';

/** The numbers of the versions in the protocol. */
const kVersions = { TLSv1: 0x301, 'TLSv1.1': 0x302, 'TLSv1.2': 0x303, 'TLSv1.3': 0x304 } as const;

/**
 * Completes the files for TLS with what Node's own connections follow: `tls.DEFAULT_CIPHERS`, `DEFAULT_MIN_VERSION` and
 * `DEFAULT_MAX_VERSION`, with the command-line options behind them, and `NODE_TLS_REJECT_UNAUTHORIZED`.
 *
 * @param host the name or address that the server's certificate must be for
 */
export function nativeTls(host: string, { ca, cert, key }: TlsFiles): NativeTlsSettings {
  const tls = process.getBuiltinModule('node:tls');
  const isVerified = process.env['NODE_TLS_REJECT_UNAUTHORIZED'] !== '0';
  if (!isVerified) warnOfUnverified();
  else if (ca === undefined) provideDefaultRoots();
  const { ciphers, cipherSuites } = splitCiphers(tls.DEFAULT_CIPHERS);
  // A list without ciphers for the older versions excludes them.
  const minVersion = ciphers === '' ? 'TLSv1.3' : tls.DEFAULT_MIN_VERSION;
  return {
    host,
    caFile: ca?.path ?? '',
    certFile: cert?.path ?? '',
    keyFile: key?.path ?? '',
    ciphers,
    cipherSuites,
    minVersion: kVersions[minVersion],
    maxVersion: kVersions[tls.DEFAULT_MAX_VERSION],
    isVerified,
  };
}
