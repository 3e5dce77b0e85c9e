import type { LogRecordProcessor } from '@otel-native/native-core/logs';
import type { OtlpProtocol } from 'otlp-settings';
import { loadNativeLogs } from '../lazy-parts.cjs';
import { loadOptional, loadTogether } from '../packages/optional-package';
import { optionalPackages } from '../packages/optional-packages';
import type { LogRecordExporter, LogSerializer } from './log-record-exporter';

const { sdkLogs, logsOtlpProto, logsOtlpHttp, logsOtlpGrpc, logsTransformer } = optionalPackages;

/** The packages of the official OTLP exporters by protocol. */
const otlpExporterPackages = {
  'http/protobuf': logsOtlpProto,
  'http/json': logsOtlpHttp,
  grpc: logsOtlpGrpc,
} as const satisfies Record<OtlpProtocol, unknown>;

interface OtlpExporterPackage {
  OTLPLogExporter: new (options: object) => LogRecordExporter;
}

interface SdkLogs {
  BatchLogRecordProcessor: new (options: object) => LogRecordProcessor;
  SimpleLogRecordProcessor: new (options: object) => LogRecordProcessor;
  ConsoleLogRecordExporter: new () => LogRecordExporter;
}

/** The part of `@opentelemetry/otlp-transformer` that writes log records as JSON. */
interface OtlpTransformer {
  JsonLogsSerializer: LogSerializer;
}

/**
 * Creates an official OTLP exporter. Options left out come from its environment variables. Also checks for the official
 * SDK, which has to feed the exporter.
 * @throws `ERR_OTEL_NATIVE_MISSING_PACKAGE` or `…_UNSUPPORTED_PACKAGE` without one of the two
 */
export function officialOtlpLogExporter(
  protocol: OtlpProtocol,
  options: object = {},
): LogRecordExporter {
  const [, { OTLPLogExporter }] = loadTogether<[SdkLogs, OtlpExporterPackage]>(
    `OTLP logs over ${protocol}`,
    [sdkLogs, otlpExporterPackages[protocol]],
  );
  return new OTLPLogExporter(options);
}

/**
 * Creates an official OTLP exporter, configured by the environment, with an official batch processor.
 * @throws like {@link officialOtlpLogExporter}
 */
export function otlpLogProcessor(protocol: OtlpProtocol): LogRecordProcessor {
  // The official processor does not read `OTEL_BLRP_*` itself.
  const batch = loadNativeLogs().batchOptionsFromEnvironment();
  return batchLogProcessor(officialOtlpLogExporter(protocol), batch);
}

/**
 * Prints every log record.
 * @throws `ERR_OTEL_NATIVE_MISSING_PACKAGE` or `…_UNSUPPORTED_PACKAGE` without the official package
 */
export function consoleLogProcessor(): LogRecordProcessor {
  return simpleLogProcessor(consoleLogExporter());
}

/** @throws like {@link consoleLogProcessor} */
export function consoleLogExporter(): LogRecordExporter {
  const { ConsoleLogRecordExporter } = loadSdkLogs('the console exporter of logs');
  return new ConsoleLogRecordExporter();
}

/**
 * Returns the official writer of log records as OTLP in JSON.
 * @throws `ERR_OTEL_NATIVE_MISSING_PACKAGE` or `…_UNSUPPORTED_PACKAGE` without the official encoder or SDK
 */
export function jsonLogSerializer(purpose: string): LogSerializer {
  const [, { JsonLogsSerializer }] = loadTogether<[SdkLogs, OtlpTransformer]>(purpose, [
    sdkLogs,
    logsTransformer,
  ]);
  return JsonLogsSerializer;
}

/** Feeds an official exporter in batches. */
export function batchLogProcessor(exporter: LogRecordExporter, batch: object): LogRecordProcessor {
  const { BatchLogRecordProcessor } = loadSdkLogs('batches of log records');
  return new BatchLogRecordProcessor({ ...batch, exporter });
}

/** Feeds an official exporter with one log record at a time. */
export function simpleLogProcessor(exporter: LogRecordExporter): LogRecordProcessor {
  const { SimpleLogRecordProcessor } = loadSdkLogs('single log records');
  return new SimpleLogRecordProcessor({ exporter });
}

function loadSdkLogs(purpose: string): SdkLogs {
  return loadOptional<SdkLogs>(purpose, sdkLogs);
}
