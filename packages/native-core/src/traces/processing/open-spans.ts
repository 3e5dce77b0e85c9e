import { addExitListener, removeExitListener, type ExitListener } from '../../pipeline/exit-hook';
import type { ReadableSpan, Span } from '../span/readable-span';
import type { SpanProcessor } from './span-processor';

/** The attribute that marks spans which the exit ended. */
const kUnfinished = 'otel_native.unfinished';
/** Limit of remembered spans, for applications that never end their spans. */
const kMaxOpenSpans = 10_000;

/**
 * Remembers open spans, and ends them when the process exits. A processor, so that a provider without it pays nothing. Must
 * be made before the pipeline: exit listeners run in order, and the pipeline flushes afterwards.
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

  /** Ends all open spans, the newest first: inner spans end before outer ones. */
  endAll(): void {
    for (const span of [...this.#open].reverse()) {
      // Not with setAttribute(), whose limit could leave the mark out.
      span.attributes[kUnfinished] = true;
      span.end();
    }
  }

  beginFlushAtExit(): void {
    this.endAll();
  }

  endFlushAtExit(): void {
    // Pipelines send what was ended.
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
