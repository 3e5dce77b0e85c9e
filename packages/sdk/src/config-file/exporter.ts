import type {
  GrpcTlsConfigModel,
  HttpTlsConfigModel,
  LogRecordExporterConfigModel,
  OtlpGrpcExporterConfigModel,
  OtlpHttpExporterConfigModel,
  SpanExporterConfigModel,
  mergeHeadersConfig,
} from '@opentelemetry/configuration';
import { isAbsolute } from 'node:path';
import { isPath, readTlsFile, type TlsFile, type TlsFiles } from 'otlp-settings';
import { loadOptional } from '../packages/optional-package';
import { optionalPackages } from '../packages/optional-packages';
import type { OtlpHttpOptions } from '../otlp/otlp-http-options';
import { tlsContents } from '../otlp/tls-contents';
import { onlyEntry, warnOfUnused } from './entries';

/** Merges `headers` and `headers_list`. It belongs to the package that reads the file. */
export type MergeHeaders = typeof mergeHeadersConfig;

const kCommonSettings = [
  'compression',
  'endpoint',
  'headers',
  'headers_list',
  'timeout',
  'tls',
] as const;

/**
 * Converts `otlp_http`.
 * @throws for an invalid timeout or an unreadable file
 */
export function httpOptions(
  model: OtlpHttpExporterConfigModel | null | undefined,
  mergeHeaders: MergeHeaders,
): OtlpHttpOptions {
  warnOfUnused('otlp_http', model, [...kCommonSettings, 'encoding']);
  return {
    url: model?.endpoint ?? undefined,
    headers: mergeHeaders(model?.headers, model?.headers_list),
    timeoutMillis: checkedTimeout(model?.timeout, 'otlp_http'),
    compression: model?.compression === 'gzip' ? 'gzip' : 'none',
    tls: model?.tls ? tlsFiles(model.tls, 'otlp_http') : undefined,
  };
}

/** Returns the settings of `otlp_http` if they ask for protobuf, which the native threads send. */
export function protobufOverHttp(
  exporter: SpanExporterConfigModel | LogRecordExporterConfigModel,
  what: string,
): { model: OtlpHttpExporterConfigModel | null } | undefined {
  const [name, settings] = onlyEntry(exporter, what);
  const model = settings as OtlpHttpExporterConfigModel | null;
  return name === 'otlp_http' && (model?.encoding ?? 'protobuf') === 'protobuf'
    ? { model }
    : undefined;
}

/** Converts `otlp_grpc` to options of the official exporter. */
export function grpcOptions(
  model: OtlpGrpcExporterConfigModel | null | undefined,
  mergeHeaders: MergeHeaders,
): object {
  warnOfUnused('otlp_grpc', model, kCommonSettings);
  const options = {
    url: model?.endpoint ?? undefined,
    timeoutMillis: checkedTimeout(model?.timeout, 'otlp_grpc'),
    compression: model?.compression === 'gzip' ? 'gzip' : 'none',
    credentials: grpcCredentials(model?.tls),
    metadata: grpcMetadata(mergeHeaders(model?.headers, model?.headers_list)),
  };
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

/** The schema's 0 means no limit, which the exporters do not support. */
export function checkedTimeout(
  timeoutMillis: number | null | undefined,
  what: string,
): number | undefined {
  if (timeoutMillis == null) return undefined;
  if (timeoutMillis > 0) return timeoutMillis;
  throw new Error(`the timeout of ${what} is ${timeoutMillis}: it has to be above 0`);
}

function tlsFiles(tls: NonNullable<HttpTlsConfigModel>, what: string): TlsFiles {
  warnOfUnused(`tls of ${what}`, tls, ['ca_file', 'cert_file', 'key_file']);
  return {
    ca: fileAt(tls.ca_file, 'ca_file'),
    cert: fileAt(tls.cert_file, 'cert_file'),
    key: fileAt(tls.key_file, 'key_file'),
  };
}

function fileAt(path: string | null | undefined, what: string): TlsFile | undefined {
  if (!path) return undefined;
  if (isPath(path) && !isAbsolute(path))
    throw new Error(`${what} is ${path}: it has to be an absolute path`);
  return readTlsFile(path, what);
}

/** The part of `@opentelemetry/otlp-grpc-exporter-base` that is needed. */
interface GrpcBase {
  createInsecureCredentials(): unknown;
  createSslCredentials(ca?: Buffer, key?: Buffer, cert?: Buffer): unknown;
  createEmptyMetadata(): { set(name: string, value: string): void };
}

function loadGrpcBase(): GrpcBase {
  return loadOptional<GrpcBase>('otlp_grpc', optionalPackages.otlpGrpcBase);
}

function grpcCredentials(tls: GrpcTlsConfigModel | undefined): unknown {
  if (!tls) return undefined;
  const { insecure, ...files } = tls;
  if (insecure) return loadGrpcBase().createInsecureCredentials();
  const { ca, key, cert } = tlsContents(tlsFiles(files, 'otlp_grpc'));
  if (ca ?? key ?? cert) return loadGrpcBase().createSslCredentials(ca, key, cert);
  return undefined;
}

function grpcMetadata(headers: Record<string, string> | undefined): unknown {
  if (headers === undefined || Object.keys(headers).length === 0) return undefined;
  const metadata = loadGrpcBase().createEmptyMetadata();
  for (const [name, value] of Object.entries(headers)) metadata.set(name, value);
  return metadata;
}
