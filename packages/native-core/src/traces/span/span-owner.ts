import type { Span } from './readable-span';
import type { SpanScope } from './span-scope';
import type { SpanState } from './span-state';

/** Where ended spans go on their way to native code. */
export interface SpanSink {
  write(span: SpanState): void;
}

/** Hears when a recording span ends. */
export interface SpanEndListener {
  /** The span can still be changed. */
  onEnding(span: Span): void;
  onEnd(span: Span): void;
}

/** Counts the recording spans that end. */
export interface SpanEndCounter {
  spanEnded(sampled: boolean): void;
}

/** What a recording span belongs to: the tracer that made it. */
export interface SpanOwner extends SpanScope {
  /** Undefined when there are none: the usual case. */
  readonly processors: SpanEndListener | undefined;
  readonly metrics: SpanEndCounter | undefined;
  /** Undefined when the provider has no exporter. */
  readonly sink: SpanSink | undefined;
}
