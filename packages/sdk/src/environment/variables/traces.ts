import { kFirst as since, type EnvironmentVariable } from '../variable.ts';

const page = 'configuration.md';

/** Variables of spans: destination, sampling, limits and batching. */
export const traceVariables: readonly EnvironmentVariable[] = [
  {
    name: 'OTEL_TRACES_EXPORTER',
    type: 'list',
    values: ['otlp', 'console', 'zipkin', 'none'],
    default: 'otlp',
    since,
    description: 'Where spans go.',
    page,
  },
  {
    name: 'OTEL_TRACES_SAMPLER',
    type: 'choice',
    isExact: true,
    values: [
      ...['always_on', 'always_off', 'traceidratio'],
      ...['parentbased_always_on', 'parentbased_always_off', 'parentbased_traceidratio'],
    ],
    default: 'parentbased_always_on',
    since,
    description: 'Which traces are recorded.',
    page,
  },
  {
    name: 'OTEL_TRACES_SAMPLER_ARG',
    type: 'number',
    from: 0,
    to: 1,
    default: '1',
    since,
    description: 'The share of traces that the `traceidratio` samplers record.',
    page,
  },
  limit('OTEL_ATTRIBUTE_COUNT_LIMIT', '128', 'Attributes of one span.'),
  limit('OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT', '', 'Characters of one attribute value.'),
  limit('OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT', '128', 'The same for spans; wins over the general one.'),
  limit(
    'OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT',
    '',
    'The same for spans; wins over the general one.',
  ),
  limit(
    'OTEL_ATTRIBUTE_VALUE_DEPTH_LIMIT',
    '64',
    'Levels of arrays and maps in one attribute value of spans and metrics; 64 at most.',
  ),
  limit(
    'OTEL_SPAN_ATTRIBUTE_VALUE_DEPTH_LIMIT',
    '64',
    'The same for spans; wins over the general one.',
  ),
  limit(
    'OTEL_NATIVE_ATTRIBUTE_VALUE_NODE_LIMIT',
    '262144',
    'Elements of all arrays and maps of one attribute value together.',
  ),
  limit(
    'OTEL_NATIVE_ATTRIBUTE_VALUE_BYTE_LIMIT',
    '15728640',
    'Bytes of texts, keys and byte arrays of one attribute value together.',
  ),
  limit('OTEL_SPAN_EVENT_COUNT_LIMIT', '128', 'Events of one span.'),
  limit('OTEL_SPAN_LINK_COUNT_LIMIT', '128', 'Links of one span.'),
  limit('OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT', '128', 'Attributes of one event.'),
  limit('OTEL_LINK_ATTRIBUTE_COUNT_LIMIT', '128', 'Attributes of one link.'),
  limit(
    'OTEL_SPAN_ATTRIBUTE_PER_EVENT_COUNT_LIMIT',
    '128',
    'The older name of `OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT`, which wins.',
  ),
  limit(
    'OTEL_SPAN_ATTRIBUTE_PER_LINK_COUNT_LIMIT',
    '128',
    'The older name of `OTEL_LINK_ATTRIBUTE_COUNT_LIMIT`, which wins.',
  ),
  {
    name: 'OTEL_BSP_SCHEDULE_DELAY',
    type: 'number',
    unit: 'ms',
    above: 0,
    default: '5000',
    since,
    description: 'Longest wait before an incomplete batch is sent.',
    page,
  },
  {
    name: 'OTEL_BSP_EXPORT_TIMEOUT',
    type: 'number',
    unit: 'ms',
    above: 0,
    default: '30000',
    since,
    description: 'Longest export attempt.',
    page,
  },
  {
    name: 'OTEL_BSP_MAX_EXPORT_BATCH_SIZE',
    type: 'number',
    above: 0,
    default: '512',
    since,
    description: 'Spans in one request.',
    page,
  },
  {
    name: 'OTEL_BSP_MAX_QUEUE_SIZE',
    type: 'number',
    above: 0,
    default: '',
    since,
    description: 'Spans that may wait; without it the queue is bounded in bytes alone.',
    page,
  },
];

function limit(name: string, initial: string, description: string): EnvironmentVariable {
  return { name, type: 'number', from: 0, default: initial, since, description, page };
}
