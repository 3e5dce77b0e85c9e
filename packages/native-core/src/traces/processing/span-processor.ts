import type { Context } from '@opentelemetry/api';
import type { ReadableSpan, Span } from '../span/readable-span';

/** Called for every recording span when it starts and when it ends. https://opentelemetry.io/docs/specs/otel/trace/sdk/#span-processor */
export interface SpanProcessor {
  /** Called inside the creation of each recording span. */
  onStart(span: Span, parentContext: Context): void;
  /** Called at the end of each recording span, while it can still be changed. */
  onEnding?(span: Span): void;
  /** Called when a recording span has ended. */
  onEnd(span: ReadableSpan): void;
  /** Resolves when every span that ended before is processed. Called by `forceFlush()` of the provider, with its timeout. */
  forceFlush(): Promise<void>;
  /** Flushes, and releases the processor. Called once, by `shutdown()` of the provider. */
  shutdown(): Promise<void>;
}
