import type { OptionalPackage } from 'optional-package';

/** Supported versions of the stable and the experimental packages of OpenTelemetry JS. */
const kStable = { atLeast: '3.0.0', below: '4.0.0' };
const kExperimental = { atLeast: '0.300.0', below: '0.400.0' };

/** An optional package, with a readable description of its purpose. */
export interface DescribedPackage extends OptionalPackage {
  readonly purpose: string;
}

/**
 * All packages that the SDK uses if the application has them. They are not peer dependencies, because a version range
 * there would block installs next to unrelated versions. Each is resolved, and its version checked, on first use.
 */
export const optionalPackages = {
  autoInstrumentations: {
    name: '@opentelemetry/auto-instrumentations-node',
    atLeast: '0.60.0',
    below: '1.0.0',
    purpose: 'instrumentation of everything, under the preload',
  },
  configuration: {
    name: '@opentelemetry/configuration',
    atLeast: '0.301.0',
    below: '0.400.0',
    purpose: 'OTEL_CONFIG_FILE',
  },
  sdkTrace: {
    name: '@opentelemetry/sdk-trace',
    ...kStable,
    purpose: 'spans on the JavaScript thread: traceExporter, console, zipkin, http/json, grpc',
  },
  traceOtlpProto: {
    name: '@opentelemetry/exporter-trace-otlp-proto',
    ...kExperimental,
    purpose: 'traces over OTLP in protobuf where no binary loads',
  },
  traceOtlpHttp: {
    name: '@opentelemetry/exporter-trace-otlp-http',
    ...kExperimental,
    purpose: 'traces over OTLP as http/json',
  },
  traceOtlpGrpc: {
    name: '@opentelemetry/exporter-trace-otlp-grpc',
    ...kExperimental,
    purpose: 'traces over OTLP as grpc',
  },
  otlpTransformer: {
    name: '@opentelemetry/otlp-transformer',
    ...kExperimental,
    through: '@opentelemetry/exporter-trace-otlp-proto',
    purpose: 'an OtlpSink where no binary loads',
  },
  otlpGrpcBase: {
    name: '@opentelemetry/otlp-grpc-exporter-base',
    ...kExperimental,
    through: '@opentelemetry/exporter-trace-otlp-grpc',
    purpose: 'TLS and headers of otlp_grpc in a configuration file',
  },
  zipkin: {
    name: '@opentelemetry/exporter-zipkin',
    ...kStable,
    purpose: 'OTEL_TRACES_EXPORTER=zipkin',
  },
  propagatorB3: {
    name: '@opentelemetry/propagator-b3',
    ...kStable,
    purpose: 'b3 and b3multi in OTEL_PROPAGATORS',
  },
  sdkMetrics: {
    name: '@opentelemetry/sdk-metrics',
    ...kStable,
    purpose:
      'metrics on the JavaScript thread: metricReaders, console, prometheus, http/json, grpc, https',
  },
  metricsOtlpProto: {
    name: '@opentelemetry/exporter-metrics-otlp-proto',
    ...kExperimental,
    purpose: 'metrics over OTLP in protobuf where no binary loads',
  },
  metricsOtlpHttp: {
    name: '@opentelemetry/exporter-metrics-otlp-http',
    ...kExperimental,
    purpose: 'metrics over OTLP as http/json',
  },
  metricsOtlpGrpc: {
    name: '@opentelemetry/exporter-metrics-otlp-grpc',
    ...kExperimental,
    purpose: 'metrics over OTLP as grpc',
  },
  sdkLogs: {
    name: '@opentelemetry/sdk-logs',
    ...kStable,
    purpose: 'logs on the JavaScript thread: console, http/json, grpc, otlp_file',
  },
  logsOtlpProto: {
    name: '@opentelemetry/exporter-logs-otlp-proto',
    ...kExperimental,
    purpose: 'logs over OTLP in protobuf where no binary loads',
  },
  logsOtlpHttp: {
    name: '@opentelemetry/exporter-logs-otlp-http',
    ...kExperimental,
    purpose: 'logs over OTLP as http/json',
  },
  logsOtlpGrpc: {
    name: '@opentelemetry/exporter-logs-otlp-grpc',
    ...kExperimental,
    purpose: 'logs over OTLP as grpc',
  },
  logsTransformer: {
    name: '@opentelemetry/otlp-transformer',
    ...kExperimental,
    through: '@opentelemetry/exporter-logs-otlp-http',
    purpose: 'otlp_file of logs in a configuration file',
  },
  prometheus: {
    name: '@opentelemetry/exporter-prometheus',
    ...kExperimental,
    purpose: 'OTEL_METRICS_EXPORTER=prometheus',
  },
  genai: {
    name: '@otel-native/genai',
    atLeast: '0.0.0',
    below: '1.0.0',
    purpose: 'calls of the AI SDK, under the preload',
  },
} as const satisfies Record<string, DescribedPackage>;
