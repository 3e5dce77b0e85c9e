import { notThere, shown, type Section } from '../evidence.ts';
import { metrics } from './tests.ts';

const inStatistics = notThere('Not a metric yet; the figures are in `provider.stats()`.');

export const selfObservability: Section = {
  'Span metrics': {
    'otel.sdk.span.started': shown(metrics('otel.sdk.span.* count as in the official SDK')),
    'otel.sdk.span.live': shown(
      metrics('otel.sdk.span.* count as in the official SDK'),
      metrics('live spans go down before processors hear of the end, and once'),
    ),
    'otel.sdk.processor.span.queue.size': inStatistics,
    'otel.sdk.processor.span.queue.capacity': inStatistics,
    'otel.sdk.processor.span.processed': inStatistics,
    'otel.sdk.exporter.span.inflight': inStatistics,
    'otel.sdk.exporter.span.exported': inStatistics,
  },
  'Log metrics': notThere('There is no SDK for logs here yet.'),
  'Metric metrics': notThere('There is no SDK for metrics here yet.'),
  'Shared metrics': {
    'otel.sdk.metric_reader.collection.duration': notThere('There is no SDK for metrics here yet.'),
    'otel.sdk.exporter.operation.duration': notThere('Not measured yet.'),
  },
};
