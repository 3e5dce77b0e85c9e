import type { TlsFiles } from 'otlp-settings';

/** Contents of the files for TLS, as Node's `tls` takes them. */
export interface TlsContents {
  ca?: Buffer;
  cert?: Buffer;
  key?: Buffer;
}

export function tlsContents({ ca, cert, key }: TlsFiles): TlsContents {
  return {
    ...(ca && { ca: ca.contents }),
    ...(cert && { cert: cert.contents }),
    ...(key && { key: key.contents }),
  };
}
