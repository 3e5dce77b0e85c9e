import { kFirst as since, type EnvironmentVariable } from '../variable.ts';

/** Variables that concern all signals. */
export const generalVariables: readonly EnvironmentVariable[] = [
  {
    name: 'OTEL_SDK_DISABLED',
    type: 'boolean',
    default: 'false',
    since,
    description: 'Registers nothing: the application runs without telemetry.',
    page: 'configuration.md',
  },
  {
    name: 'OTEL_CONFIG_FILE',
    type: 'path',
    default: '',
    since,
    description: 'The configuration file that the preload and `startNodeSdk()` read.',
    page: 'configuration.md',
  },
  {
    name: 'OTEL_LOG_LEVEL',
    type: 'choice',
    values: ['none', 'error', 'warn', 'info', 'debug', 'verbose', 'all'],
    ignoresCase: true,
    default: '',
    since,
    description: 'Diagnostics on stderr, from this level upwards.',
    page: 'troubleshooting.md',
  },
  {
    name: 'OTEL_SERVICE_NAME',
    type: 'text',
    default: 'unknown_service:node',
    since,
    description: 'The resource attribute `service.name`.',
    page: 'configuration.md',
  },
  {
    name: 'OTEL_RESOURCE_ATTRIBUTES',
    type: 'pairs',
    default: '',
    since,
    description: 'Resource attributes.',
    page: 'configuration.md',
    readBy: '@opentelemetry/resources',
  },
  {
    name: 'OTEL_NODE_RESOURCE_DETECTORS',
    type: 'list',
    // The last ones belong to `@opentelemetry/auto-instrumentations-node` and to `startNodeSdk()`.
    values: [
      ...['all', 'none', 'env', 'host', 'os', 'process', 'serviceinstance', 'service'],
      ...['container', 'alibaba', 'aws', 'azure', 'gcp'],
    ],
    default: 'all',
    since,
    description: 'Detectors of resource attributes.',
    page: 'configuration.md',
  },
  {
    name: 'OTEL_PROPAGATORS',
    type: 'list',
    values: ['tracecontext', 'baggage', 'b3', 'b3multi', 'none'],
    default: 'tracecontext,baggage',
    since,
    description: 'How contexts travel between services. `b3` needs `@opentelemetry/propagator-b3`.',
    page: 'configuration.md',
  },
  {
    name: 'OTEL_NODE_EXPERIMENTAL_SDK_METRICS',
    type: 'boolean',
    default: 'false',
    since,
    description: 'Reports `otel.sdk.*` metrics about the SDK itself.',
    page: 'metrics.md',
  },
];
