import { readTlsFile, type TlsFile, type TlsFiles } from 'otlp-settings';
import type { OtlpTlsOptions } from '../options';

/**
 * Reads the files of the option `tls`.
 * @throws `ERR_OTEL_NATIVE_INVALID_OPTION` for a file that cannot be read
 */
export function tlsFiles(option: OtlpTlsOptions | undefined): TlsFiles | undefined {
  if (option === undefined) return undefined;
  return {
    ca: fileOf(option.caFile, 'tls.caFile'),
    cert: fileOf(option.certFile, 'tls.certFile'),
    key: fileOf(option.keyFile, 'tls.keyFile'),
  };
}

function fileOf(path: string | undefined, source: string): TlsFile | undefined {
  return path === undefined ? undefined : readTlsFile(path, source);
}
