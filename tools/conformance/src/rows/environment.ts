import { shown, shownWithNote, type Evidence, type Section } from '../evidence.ts';
import {
  configuration,
  fallback,
  logs,
  metricEnvironment,
  processes,
  register,
  sdkConfigFile,
  sdkLogs,
  sdkMetrics,
  sdkParity,
  sdkTraces,
  sdkTransport,
  settings,
} from './tests.ts';

/** The variable is in the table of limits, which runs through the official SDK as well. */
const limit = (name: string): Evidence => shown(configuration('… keeps …', name));

export const environment: Section = {
  '': {
    OTEL_SDK_DISABLED: shown(
      configuration('OTEL_SDK_DISABLED registers nothing'),
      register('… sends nothing', 'OTEL_SDK_DISABLED'),
    ),
    OTEL_RESOURCE_ATTRIBUTES: shown(
      configuration('OTEL_RESOURCE_ATTRIBUTES and OTEL_SERVICE_NAME'),
    ),
    OTEL_SERVICE_NAME: shown(configuration('OTEL_RESOURCE_ATTRIBUTES and OTEL_SERVICE_NAME')),
    OTEL_LOG_LEVEL: shown(register('OTEL_LOG_LEVEL shows diagnostics')),
    OTEL_PROPAGATORS: shown(
      configuration('OTEL_PROPAGATORS=… injects …'),
      fallback('b3 without its package is left out with a warning'),
    ),
    'OTEL_BSP_*': shownWithNote(
      'The number of spans that may wait has no limit by default: the queue is bounded in bytes.',
      processes('OTEL_BSP_* variables and OTEL_NATIVE_EXIT_TIMEOUT'),
      sdkTraces('OTEL_BSP_MAX_EXPORT_BATCH_SIZE is the default, the option wins'),
    ),
    'OTEL_BLRP_*': shownWithNote(
      'The number of records that may wait has no limit by default: the queue is bounded in bytes.',
      logs('batch options come from OTEL_BLRP_*; the delay of logs is a second'),
    ),
    'OTEL_EXPORTER_OTLP_*': shown(
      settings('of each signal has its own option and variable'),
      settings(
        'come from the variables, the signal’s winning, and from the options, which win over both',
      ),
      settings('comes from the option, the signal’s variable, the general variable, the default'),
      register('OTEL_* configure it'),
      sdkTransport('TRACES_ variables win'),
      sdkTransport('a client certificate'),
      sdkTransport('gzip over plain HTTP'),
      sdkParity('…', 'OTEL_EXPORTER_OTLP_PROTOCOL'),
    ),
    'OTEL_EXPORTER_ZIPKIN_*': shownWithNote(
      'With the official exporter, where it is installed.',
      sdkParity('…', 'OTEL_EXPORTER_ZIPKIN_ENDPOINT'),
    ),
    OTEL_TRACES_EXPORTER: shown(
      sdkTraces('OTEL_TRACES_EXPORTER=… registers a provider: …'),
      sdkTraces('OTEL_TRACES_EXPORTER=console prints spans'),
    ),
    OTEL_METRICS_EXPORTER: shown(
      sdkMetrics('the same metrics as from the official NodeSDK', 'OTEL_METRICS_EXPORTER'),
      sdkMetrics('metrics go through the native threads, and what became of them is told'),
    ),
    OTEL_LOGS_EXPORTER: shown(
      sdkLogs('an unknown exporter is a warning in the official words'),
      sdkLogs('console and otlp together'),
    ),
    OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT: limit('OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT'),
    OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT: limit('OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT'),
    OTEL_SPAN_EVENT_COUNT_LIMIT: limit('OTEL_SPAN_EVENT_COUNT_LIMIT'),
    OTEL_SPAN_LINK_COUNT_LIMIT: limit('OTEL_SPAN_LINK_COUNT_LIMIT'),
    OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT: limit('OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT'),
    OTEL_LINK_ATTRIBUTE_COUNT_LIMIT: limit('OTEL_LINK_ATTRIBUTE_COUNT_LIMIT'),
    OTEL_LOGRECORD_ATTRIBUTE_COUNT_LIMIT: shown(sdkLogs('… limits log records, … does not')),
    OTEL_LOGRECORD_ATTRIBUTE_VALUE_LENGTH_LIMIT: shown(sdkLogs('… cuts attributes of log records')),
    OTEL_TRACES_SAMPLER: shown(configuration('…: a root span is …', 'OTEL_TRACES_SAMPLER')),
    OTEL_TRACES_SAMPLER_ARG: shown(configuration('…: a root span is …', 'OTEL_TRACES_SAMPLER_ARG')),
    OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT: limit('OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT'),
    OTEL_ATTRIBUTE_COUNT_LIMIT: limit('OTEL_ATTRIBUTE_COUNT_LIMIT'),
    OTEL_METRIC_EXPORT_INTERVAL: shown(metricEnvironment('OTEL_METRIC_EXPORT_INTERVAL')),
    OTEL_METRIC_EXPORT_TIMEOUT: shown(metricEnvironment('OTEL_METRIC_EXPORT_TIMEOUT')),
    OTEL_METRICS_EXEMPLAR_FILTER: shown(metricEnvironment('OTEL_METRICS_EXEMPLAR_FILTER=…')),
    OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE: shown(
      metricEnvironment('OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE=…'),
    ),
    OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION: shown(
      metricEnvironment('OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION=…'),
    ),
    OTEL_CONFIG_FILE: shownWithNote(
      'Not read by `NodeSDK`, as upstream.',
      sdkConfigFile('…: as the official startNodeSdk'),
      sdkConfigFile('the preload reads the file, and of the environment only what it refers to'),
      sdkConfigFile('NodeSDK does not read the file, and says so'),
    ),
  },
};
