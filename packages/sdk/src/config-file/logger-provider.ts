import type {
  BatchLogRecordProcessorConfigModel,
  ConfigurationModel,
  LogRecordProcessorConfigModel,
} from '@opentelemetry/configuration';
import type { Resource } from '@opentelemetry/resources';
import type { LogRecordProcessor } from '@otel-native/native-core/logs';
import { announceFallback } from '../diagnostics/announce';
import { loadNativeLogs } from '../lazy-parts.cjs';
import type { Logging } from '../logs/logger-provider';
import { nativeLogSender } from '../logs/native-log-sender';
import { batchLogProcessor, simpleLogProcessor } from '../logs/official-logs';
import type { OtlpSender } from '../otlp/otlp-sender';
import {
  batchOptions,
  logBatchDefaults,
  officialBatch,
  type ConfiguredBatch,
} from './batch-options';
import { onlyEntry, unknown, warnOfUnused } from './entries';
import { httpOptions, protobufOverHttp, type MergeHeaders } from './exporter';
import { configuredLogRecordLimits } from './limits';
import { logExporter } from './log-exporter';
import { configuredLoggers } from './logger-configurator';

const kBridge = 'event_to_span_event_bridge/development';

/** Where log records go. */
interface Outlets {
  /** Undefined if the native threads send nothing. */
  native: { sender: OtlpSender; batch: ConfiguredBatch } | undefined;
  processors: LogRecordProcessor[];
  needsEventLoop: boolean;
}

/**
 * Creates the logger provider that `logger_provider` describes; undefined without it.
 * @throws for unknown or unsupported settings, and for packages that are not installed
 */
export function configuredLogging(
  model: ConfigurationModel,
  resource: Resource,
  mergeHeaders: MergeHeaders,
): Logging | undefined {
  const logger = model.logger_provider;
  if (!logger) return undefined;
  warnOfUnused('logger_provider', logger, [
    'processors',
    'limits',
    'logger_configurator/development',
  ]);
  const loggerConfigurator = configuredLoggers(logger['logger_configurator/development']);
  const outlets: Outlets = { native: undefined, processors: [], needsEventLoop: false };
  for (const choice of logger.processors) addProcessor(outlets, choice, mergeHeaders);
  const { native, processors } = outlets;
  const { LoggerProvider } = loadNativeLogs();
  const provider = new LoggerProvider({
    resource,
    processors,
    logRecordLimits: configuredLogRecordLimits(logger.limits, model.attribute_limits),
    ...(loggerConfigurator && { loggerConfigurator }),
    ...(native && { exporter: native.sender.make(), batch: native.batch }),
  });
  return {
    provider,
    needsEventLoop: outlets.needsEventLoop || native?.sender.needsEventLoop === true,
    ...(native && { destination: native.sender.destination }),
  };
}

/** The first OTLP/HTTP exporter with protobuf uses the native pipeline, all others use official processors. */
function addProcessor(
  outlets: Outlets,
  choice: LogRecordProcessorConfigModel,
  mergeHeaders: MergeHeaders,
): void {
  const [name, settings] = onlyEntry(choice, 'log record processor');
  if (name === kBridge) {
    warnOfUnused(kBridge, settings as object | null, []);
    outlets.processors.push(new (loadNativeLogs().EventToSpanEventBridge)());
    return;
  }
  if (name !== 'batch' && name !== 'simple') throw unknown('log record processor', name);
  const model = settings as BatchLogRecordProcessorConfigModel;
  const batch =
    name === 'batch'
      ? batchOptions(model, logBatchDefaults)
      : { ...logBatchDefaults, maxExportBatchSize: 1 };
  const http = protobufOverHttp(model.exporter, 'log record exporter');
  if (http !== undefined && outlets.native === undefined) {
    const { sender, unusable } = nativeLogSender(httpOptions(http.model, mergeHeaders));
    if (sender !== undefined) {
      outlets.native = { sender, batch };
      return;
    }
    announceFallback(unusable);
  }
  const exporter = logExporter(model.exporter, mergeHeaders);
  outlets.needsEventLoop = true;
  outlets.processors.push(
    name === 'batch'
      ? batchLogProcessor(exporter, officialBatch(batch))
      : simpleLogProcessor(exporter),
  );
}
