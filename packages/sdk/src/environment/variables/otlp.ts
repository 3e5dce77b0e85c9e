import { kFirst as since, type EnvironmentVariable } from '../variable.ts';

const page = 'configuration.md';

/**
 * How OTLP requests are sent: for every signal, then for a single one. The variable of a signal overrides the general
 * one.
 */
export const otlpVariables: readonly EnvironmentVariable[] = [
  ...variablesFor('', 'all signals'),
  ...filesFor('', 'all signals'),
  ...variablesFor('TRACES_', 'traces'),
  ...filesFor('TRACES_', 'traces'),
  ...variablesFor('METRICS_', 'metrics'),
  ...filesFor('METRICS_', 'metrics'),
  ...variablesFor('LOGS_', 'logs'),
  ...filesFor('LOGS_', 'logs'),
  {
    name: 'OTEL_EXPORTER_OTLP_INSECURE',
    type: 'boolean',
    default: 'false',
    since,
    description: 'With gRPC: no TLS for an endpoint without a scheme.',
    page,
    readBy: '@opentelemetry/otlp-grpc-exporter-base',
  },
];

type SignalPrefix = '' | 'TRACES_' | 'METRICS_' | 'LOGS_';

function variablesFor(signal: SignalPrefix, what: string): EnvironmentVariable[] {
  const prefix = `OTEL_EXPORTER_OTLP_${signal}`;
  return [
    {
      name: `${prefix}ENDPOINT`,
      type: 'url',
      default: signal === '' ? 'http://localhost:4318' : '',
      since,
      description:
        signal === ''
          ? 'The receiver; `/v1/traces`, `/v1/metrics` or `/v1/logs` is added. `http:`, `https:` or `unix:///socket`.'
          : `The receiver of ${what}, used as it is.`,
      page,
    },
    {
      name: `${prefix}PROTOCOL`,
      type: 'choice',
      values: ['http/protobuf', 'http/json', 'grpc'],
      default: signal === '' ? 'http/protobuf' : '',
      since,
      description: `The protocol for ${what}. The last two need an official exporter.`,
      page,
    },
    {
      name: `${prefix}HEADERS`,
      type: 'pairs',
      isSecret: true,
      default: '',
      since,
      description: `Header fields of each request, for ${what}.`,
      page,
    },
    {
      name: `${prefix}TIMEOUT`,
      type: 'number',
      unit: 'ms',
      above: 0,
      default: signal === '' ? '10000' : '',
      since,
      description: `Longest attempt, for ${what}.`,
      page,
    },
    {
      name: `${prefix}COMPRESSION`,
      type: 'choice',
      values: ['none', 'gzip'],
      default: signal === '' ? 'none' : '',
      since,
      description: `How requests are compressed, for ${what}.`,
      page,
    },
  ];
}

function filesFor(signal: SignalPrefix, what: string): EnvironmentVariable[] {
  const file = (name: string, description: string): EnvironmentVariable => ({
    name: `OTEL_EXPORTER_OTLP_${signal}${name}`,
    type: 'path',
    default: '',
    since,
    description: `PEM file for ${what} to an \`https:\` endpoint: ${description}.`,
    page,
  });
  return [
    file('CERTIFICATE', 'the authorities to trust'),
    file('CLIENT_CERTIFICATE', "the client's certificate chain"),
    file('CLIENT_KEY', "the client's private key"),
  ];
}
