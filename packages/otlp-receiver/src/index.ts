export { decodeLogs } from './decode-logs.ts';
export { decodeMetrics } from './decode-metrics.ts';
export { decodeSpans } from './decode-spans.ts';
export { OtlpReceiver, type ReceiverCounts, type ReceiverOptions } from './receiver.ts';
export type { ReceivedLog } from './received-log.ts';
export type { ReceivedExemplar, ReceivedMetric, ReceivedPoint } from './received-metric.ts';
export type {
  PlainAttributes,
  PlainValue,
  ReceivedEvent,
  ReceivedLink,
  ReceivedResource,
  ReceivedScope,
  ReceivedSpan,
} from './received-span.ts';
