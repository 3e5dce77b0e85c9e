import { kFirst as since, type EnvironmentVariable } from '../variable.ts';

const page = 'logs.md';

/** Variables of logs: destination, batching and limits. */
export const logVariables: readonly EnvironmentVariable[] = [
  {
    name: 'OTEL_LOGS_EXPORTER',
    type: 'list',
    values: ['otlp', 'console', 'none'],
    default: 'otlp',
    since,
    description: 'Where logs go. `otlp` goes through the native threads.',
    page,
  },
  {
    name: 'OTEL_NATIVE_LOG_BRIDGES',
    type: 'list',
    values: ['all', 'none', 'pino', 'winston', 'bunyan', 'console'],
    default: 'all',
    since,
    description:
      'Loggers whose records the preload sends, in the place of official instrumentations. `all` leaves out the console.',
    page,
  },
  limit('OTEL_LOGRECORD_ATTRIBUTE_COUNT_LIMIT', '128'),
  limit('OTEL_LOGRECORD_ATTRIBUTE_VALUE_LENGTH_LIMIT', ''),
  ...[
    batch('SCHEDULE_DELAY', '1000', 'Longest wait before an incomplete batch is sent.', 'ms'),
    batch('EXPORT_TIMEOUT', '30000', 'Longest export attempt.', 'ms'),
    batch('MAX_EXPORT_BATCH_SIZE', '512', 'Log records of one batch.'),
    batch('MAX_QUEUE_SIZE', '', 'Log records that may wait.'),
  ],
];

function limit(name: string, byDefault: string): EnvironmentVariable {
  const description = 'The same for log records; wins over the general one.';
  return { name, type: 'number', from: 0, default: byDefault, since, description, page };
}

function batch(
  name: string,
  byDefault: string,
  description: string,
  unit?: 'ms',
): EnvironmentVariable {
  return {
    name: `OTEL_BLRP_${name}`,
    type: 'number',
    above: 0,
    default: byDefault,
    since,
    description,
    page,
    ...(unit && { unit }),
  };
}
