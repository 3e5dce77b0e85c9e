import { diag } from '@opentelemetry/api';
import { OtelNativeError, type Signal } from '@otel-native/api-bridge';
import { resolve } from 'node:path';
import { readRegularFile } from './regular-file.ts';
import { fromEnvironment, signalVariable } from './setting.ts';

/** A file of certificates or of a key, in PEM. */
export interface TlsFile {
  /** The absolute path, for senders that read the file again for each connection. */
  readonly path: string;
  readonly contents: Buffer;
}

/** The files for TLS. The system's authorities are trusted without `ca`. */
export interface TlsFiles {
  /** Certificates of the authorities to trust. */
  readonly ca?: TlsFile | undefined;
  /** The client's certificate chain. */
  readonly cert?: TlsFile | undefined;
  /** The client's private key. */
  readonly key?: TlsFile | undefined;
}

/**
 * Returns the files of the options, else the files that `OTEL_EXPORTER_OTLP_{TRACES,METRICS,LOGS}_` or
 * `OTEL_EXPORTER_OTLP_`, with `CERTIFICATE`, `CLIENT_CERTIFICATE` and `CLIENT_KEY`, name. Warns of an unreadable file
 * and leaves it out, as the official exporters do: the file may be mounted at the next start.
 */
export function resolveTls(option: TlsFiles | undefined, signal: Signal): TlsFiles {
  return (
    option ?? {
      ca: fileFromEnvironment(signal, 'CERTIFICATE'),
      cert: fileFromEnvironment(signal, 'CLIENT_CERTIFICATE'),
      key: fileFromEnvironment(signal, 'CLIENT_KEY'),
    }
  );
}

/**
 * Reads a file that `source`, an option or a variable, names.
 * @throws `ERR_OTEL_NATIVE_INVALID_OPTION` for a file that cannot be read, and for PEM text in place of a path
 */
export function readTlsFile(path: string, source: string): TlsFile {
  const invalid = (problem: string, cause?: unknown) =>
    new OtelNativeError('ERR_OTEL_NATIVE_INVALID_OPTION', `${source} ${problem}`, cause);
  if (!isPath(path)) throw invalid('is a certificate or key itself: give the path of a file');
  const absolute = resolve(path);
  try {
    return { path: absolute, contents: readRegularFile(absolute) };
  } catch (cause) {
    throw invalid(`names a file that cannot be read: ${(cause as Error).message}`, cause);
  }
}

/**
 * Returns false for the text of a key or certificate, which some users give in place of its path. No message may show
 * it.
 */
export function isPath(text: string): boolean {
  return !text.includes('-----BEGIN ');
}

function fileFromEnvironment(signal: Signal, what: string): TlsFile | undefined {
  const setting = fromEnvironment(
    `OTEL_EXPORTER_OTLP_${signalVariable(signal)}_${what}`,
    `OTEL_EXPORTER_OTLP_${what}`,
  );
  if (setting === undefined) return undefined;
  try {
    return readTlsFile(setting.value, setting.source);
  } catch (error) {
    diag.warn(`${(error as Error).message}. It is left out`);
    return undefined;
  }
}
