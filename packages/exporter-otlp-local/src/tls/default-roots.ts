import { loadAddon } from '../binding/load';

let areProvided = false;

/**
 * Hands the certificate authorities that Node trusts to the native threads, once. They include `NODE_EXTRA_CA_CERTS`
 * and, with `--use-system-ca`, those of the system. Converting them takes about 30 ms, so only exporters that need them
 * ask for them.
 */
export function provideDefaultRoots(): void {
  if (areProvided) return;
  areProvided = true;
  const tls = process.getBuiltinModule('node:tls');
  const roots = tls.getCACertificates('default');
  const extra = process.env['NODE_EXTRA_CA_CERTS'] ? tls.getCACertificates('extra') : [];
  // With `--use-openssl-ca`, Node lets OpenSSL read the system's files, and names only the extra certificates.
  loadAddon().setDefaultRoots(roots.join('\n'), roots.length === extra.length);
}
