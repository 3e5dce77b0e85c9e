import { notThere, shown, shownWithNote, type Section } from '../evidence.ts';
import { logMetrics, metrics, pipelineMetrics } from './tests.ts';

export const selfObservability: Section = {
  'Span metrics': {
    'otel.sdk.span.started': shown(metrics('otel.sdk.span.* count as in the official SDK')),
    'otel.sdk.span.live': shown(
      metrics('otel.sdk.span.* count as in the official SDK'),
      metrics('live spans go down before processors hear of the end, and once'),
    ),
    'otel.sdk.processor.span.queue.size': shown(pipelineMetrics('what waits, and how much may')),
    'otel.sdk.processor.span.queue.capacity': shownWithNote(
      'Where the queue is limited in spans; by default it is in bytes.',
      pipelineMetrics('what waits, and how much may'),
    ),
    'otel.sdk.processor.span.processed': shown(
      pipelineMetrics('what was dropped before it came to the exporter, by cause'),
    ),
    'otel.sdk.exporter.span.inflight': notThere(
      'Spans that wait and spans on their way to the receiver are counted together, in the size of the queue.',
    ),
    'otel.sdk.exporter.span.exported': shown(pipelineMetrics('… have gone through the processor')),
  },
  'Log metrics': {
    'otel.sdk.log.created': shown(logMetrics('records that were submitted are counted')),
    'otel.sdk.processor.log.queue.size': shown(logMetrics('what waits, and how much may')),
    'otel.sdk.processor.log.queue.capacity': shownWithNote(
      'Where the queue is limited in records; by default it is in bytes.',
      logMetrics('what waits, and how much may'),
    ),
    'otel.sdk.processor.log.processed': shown(
      logMetrics('records that were submitted are counted'),
    ),
    'otel.sdk.exporter.log.inflight': notThere(
      'Records that wait and records on their way to the receiver are counted together, in the size of the queue.',
    ),
    'otel.sdk.exporter.log.exported': shown(logMetrics('records that were submitted are counted')),
  },
  'Metric metrics': notThere(
    'Data points that were exported, lost and wait are counted, in `stats()` of the provider; not exported as metrics yet.',
  ),
  'Shared metrics': {
    'otel.sdk.metric_reader.collection.duration': notThere(
      'Collections run on a native thread; their duration is not measured.',
    ),
    'otel.sdk.exporter.operation.duration': notThere('Not measured yet.'),
  },
};
