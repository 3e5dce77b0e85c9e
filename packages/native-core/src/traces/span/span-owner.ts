import type { Span } from './readable-span';
import type { SpanScope } from './span-scope';
import type { SpanState } from './span-state';

/** Accepts ended spans for native code. */
export interface SpanSink {
  write(span: SpanState): void;
}

/** Called when a recording span ends. */
export interface SpanEndListener {
  /** Called before the end: the span can still be changed. */
  onEnding(span: Span): void;
  onEnd(span: Span): void;
}

/** Counts the recording spans that end. */
export interface SpanEndCounter {
  spanEnded(sampled: boolean): void;
}

/** The owner of a recording span: the tracer that made it. */
export interface SpanOwner extends SpanScope {
  /** Undefined when there are no processors: the usual case. */
  readonly processors: SpanEndListener | undefined;
  readonly metrics: SpanEndCounter | undefined;
  /** Undefined when the provider has no exporter. */
  readonly sink: SpanSink | undefined;
}
