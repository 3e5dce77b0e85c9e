import type { MeterProvider } from '@opentelemetry/api';
import type { Resource } from '@opentelemetry/resources';
import type { LoggerProviderOptions, LogRecordProcessor } from '@otel-native/native-core/logs';
import { resolveProtocol } from 'otlp-settings';
import type { NodeSDKConfiguration } from '../configuration';
import { announceFallback } from '../diagnostics/announce';
import { loadNativeLogs } from '../lazy-parts.cjs';
import type { OtlpSender } from '../otlp/otlp-sender';
import {
  logExportersFromEnvironment,
  type LogExporterName,
  type LogExporterNames,
} from './environment/log-exporters';
import { logRecordLimitsFromEnvironment } from './environment/log-record-limits';
import { LazyLoggerProvider } from './lazy-logger-provider';
import { nativeLogSender } from './native-log-sender';
import { consoleLogProcessor, otlpLogProcessor } from './official-logs';
import type { SdkLoggerProvider } from './sdk-logger-provider';

/** A logger provider, with what the end of the process needs to know about it. */
export interface Logging {
  provider: SdkLoggerProvider;
  /** Whether an exporter runs on the JavaScript thread, which sends nothing after the event loop has ended. */
  needsEventLoop: boolean;
  /** The destination of the native threads; undefined if they send nothing. */
  destination?: string;
}

type Configuration = Partial<NodeSDKConfiguration>;

/**
 * Creates the logger provider for the configuration and the environment. OTLP in protobuf over HTTP goes through the
 * native threads, everything else through official processors. Returns undefined if logs are switched off.
 * @throws an error with a `code` for an invalid setting or a missing package
 */
export function createLogging(
  configuration: Configuration,
  resource: Resource,
  meterProvider?: MeterProvider,
  exporterNames: LogExporterNames = logExportersFromEnvironment,
): Logging | undefined {
  const common = commonOptions(configuration, resource, meterProvider);
  const { logRecordProcessors: processors } = configuration;
  if (processors !== undefined) {
    if (processors.length === 0) return undefined;
    return { provider: makeProvider({ ...common(), processors }), needsEventLoop: true };
  }
  const names = exporterNames();
  if (names.length === 0) return undefined;
  return loggingNamed(names, configuration, common);
}

function loggingNamed(
  names: LogExporterName[],
  configuration: Configuration,
  common: () => LoggerProviderOptions,
): Logging {
  const { protocol } = names.includes('otlp') ? resolveProtocol('logs') : { protocol: undefined };
  const { sender, unusable } =
    protocol === 'http/protobuf' ? nativeLogSender() : { sender: undefined, unusable: undefined };
  const official = sender === undefined ? names : names.filter((name) => name !== 'otlp');
  const make = () => {
    const processors = official.map((name) => processorNamed(name, protocol));
    if (unusable !== undefined) announceFallback(unusable);
    return makeProvider({
      ...common(),
      processors,
      ...(sender && exporterOptions(sender, configuration)),
    });
  };
  // Logs are on by default: if nobody asked for them, a missing package must not fail the start.
  const isAskedFor = official.length > 0 && process.env['OTEL_LOGS_EXPORTER'] !== undefined;
  const { logRecordLimits, loggerConfigurator } = configuration;
  // The provider checks these options.
  const isChecked = logRecordLimits !== undefined || loggerConfigurator !== undefined;
  return {
    provider: isAskedFor || isChecked ? make() : new LazyLoggerProvider(make),
    needsEventLoop: official.length > 0 || sender?.needsEventLoop === true,
    ...(sender && { destination: sender.destination }),
  };
}

function processorNamed(
  name: LogExporterName,
  protocol: Parameters<typeof otlpLogProcessor>[0] = 'http/protobuf',
): LogRecordProcessor {
  return name === 'console' ? consoleLogProcessor() : otlpLogProcessor(protocol);
}

/** Returns a function, so that the environment is read when the provider is made. */
function commonOptions(
  { attributeLimits, logRecordLimits, loggerConfigurator }: Configuration,
  resource: Resource,
  meterProvider: MeterProvider | undefined,
): () => LoggerProviderOptions {
  return () => ({
    resource,
    logRecordLimits: {
      ...logRecordLimitsFromEnvironment(),
      ...attributeLimits,
      ...logRecordLimits,
    },
    ...(loggerConfigurator && { loggerConfigurator }),
    ...(meterProvider && { meterProvider }),
  });
}

/** `batch` is for spans; only its time for the end of the process counts for every signal. */
function exporterOptions(
  sender: OtlpSender,
  { batch, spool, onLoss }: Configuration,
): LoggerProviderOptions {
  const exitTimeoutMillis = batch?.exitTimeoutMillis;
  return {
    exporter: sender.make(),
    ...(exitTimeoutMillis !== undefined && { batch: { exitTimeoutMillis } }),
    ...(spool && { spool }),
    ...(onLoss && { onLoss }),
  };
}

function makeProvider(options: LoggerProviderOptions): SdkLoggerProvider {
  const { LoggerProvider } = loadNativeLogs();
  return new LoggerProvider(options);
}
