import type { Context } from '@opentelemetry/api';
import type { ReadableSpan, Span } from '../span/readable-span';

/** Sees spans start and end. https://opentelemetry.io/docs/specs/otel/trace/sdk/#span-processor */
export interface SpanProcessor {
  /** Called inside the creation of each recording span. */
  onStart(span: Span, parentContext: Context): void;
  /** Called at the end of each recording span, while it can still be changed. */
  onEnding?(span: Span): void;
  /** Called when a recording span has ended. */
  onEnd(span: ReadableSpan): void;
  forceFlush(): Promise<void>;
  shutdown(): Promise<void>;
}
