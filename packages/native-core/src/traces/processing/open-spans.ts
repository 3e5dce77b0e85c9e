import { addExitListener, removeExitListener, type ExitListener } from '../../pipeline/exit-hook';
import type { ReadableSpan, Span } from '../span/readable-span';
import type { SpanProcessor } from './span-processor';

/** Marks spans that did not end by themselves. */
const kUnfinished = 'otel_native.unfinished';
/** An application that never ends its spans must not fill the memory with them. */
const kMaxOpenSpans = 10_000;

/**
 * Remembers the spans that have not ended, and ends them when the process exits. It is a processor, so that a provider
 * without it pays nothing. Made before the pipeline, whose flush at exit comes after it.
 */
export class OpenSpans implements SpanProcessor, ExitListener {
  readonly #open = new Set<Span>();

  constructor() {
    addExitListener(this);
  }

  onStart(span: Span): void {
    this.#open.add(span);
    if (this.#open.size <= kMaxOpenSpans) return;
    for (const oldest of this.#open) {
      this.#open.delete(oldest);
      return;
    }
  }

  onEnd(span: ReadableSpan): void {
    this.#open.delete(span as Span);
  }

  /** Spans end in the reverse order of their beginning: the inner ones first. */
  endAll(): void {
    for (const span of [...this.#open].reverse()) {
      // Not by setAttribute(): the limit must not leave the mark out.
      span.attributes[kUnfinished] = true;
      span.end();
    }
  }

  flushAtExit(): void {
    this.endAll();
  }

  forceFlush(): Promise<void> {
    return Promise.resolve();
  }

  shutdown(): Promise<void> {
    removeExitListener(this);
    this.#open.clear();
    return Promise.resolve();
  }
}
