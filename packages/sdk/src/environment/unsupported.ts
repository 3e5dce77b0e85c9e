/**
 * Variables of the specification and of other OpenTelemetry packages that the SDK does not read, each with its
 * replacement. They are not mistakes: one environment often serves several SDKs.
 */
export const unsupportedVariables: Readonly<Record<string, string>> = {
  OTEL_ENTITIES: 'entities are not detected here',
  OTEL_EXPERIMENTAL_CONFIG_FILE: 'use OTEL_CONFIG_FILE',
  OTEL_EXPERIMENTAL_RESOURCE_DISABLED_KEYS: 'use OTEL_NODE_RESOURCE_DETECTORS',
  OTEL_EXPORTER_ZIPKIN_TIMEOUT: 'the official exporter has no such setting',
  OTEL_EXPORTER_JAEGER_ENDPOINT: 'Jaeger takes OTLP: use OTEL_EXPORTER_OTLP_ENDPOINT',
  OTEL_EXPORTER_JAEGER_TIMEOUT: 'Jaeger takes OTLP: use OTEL_EXPORTER_OTLP_TIMEOUT',
  OTEL_EXPORTER_JAEGER_PROTOCOL: 'Jaeger takes OTLP: use OTEL_EXPORTER_OTLP_PROTOCOL',
  OTEL_EXPORTER_JAEGER_USER: 'Jaeger takes OTLP: use OTEL_EXPORTER_OTLP_HEADERS',
  OTEL_EXPORTER_JAEGER_PASSWORD: 'Jaeger takes OTLP: use OTEL_EXPORTER_OTLP_HEADERS',
  OTEL_EXPORTER_JAEGER_AGENT_HOST: 'Jaeger takes OTLP: use OTEL_EXPORTER_OTLP_ENDPOINT',
  OTEL_EXPORTER_JAEGER_AGENT_PORT: 'Jaeger takes OTLP: use OTEL_EXPORTER_OTLP_ENDPOINT',
  OTEL_EXPORTER_OTLP_SPAN_INSECURE: 'an older name: use OTEL_EXPORTER_OTLP_INSECURE',
  OTEL_EXPORTER_OTLP_METRIC_INSECURE: 'an older name: use OTEL_EXPORTER_OTLP_INSECURE',
  OTEL_EXPORTER_OTLP_TRACES_INSECURE: 'write the scheme: http:// or https://',
  OTEL_EXPORTER_OTLP_METRICS_INSECURE: 'write the scheme: http:// or https://',
  OTEL_EXPORTER_OTLP_LOGS_INSECURE: 'write the scheme: http:// or https://',
};

/**
 * Name prefixes that belong to others: instrumentations, agents for other languages, the Kubernetes operator, and CI
 * systems.
 */
export const foreignPrefixes: readonly string[] = [
  'OTEL_INSTRUMENTATION_',
  'OTEL_JAVA_',
  'OTEL_JAVAAGENT_',
  'OTEL_PYTHON_',
  'OTEL_DOTNET_',
  'OTEL_PHP_',
  'OTEL_RUBY_',
  'OTEL_GO_',
  'OTEL_RUST_',
  'OTEL_CPP_',
  'OTEL_AWS_',
  'OTEL_LAMBDA_',
  'OTEL_COLLECTOR_',
  'OTEL_OPERATOR_',
  'OTEL_INJECTOR_',
  'OTEL_EBPF_',
  'OTEL_POD_',
  'OTEL_EXPERIMENTAL_',
];
