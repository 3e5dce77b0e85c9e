import { ROOT_CONTEXT, trace, type Logger, type Span } from '@opentelemetry/api';
import { logContentOf } from '../logs/log-content.ts';

/** Emits a log record in each span of one thread. */
export class LogWork {
  readonly #logger: Logger;
  readonly #textBytes: number;

  constructor(logger: Logger, textBytes: number) {
    this.#logger = logger;
    this.#textBytes = textBytes;
  }

  /** @param index of the span */
  emit(span: Span, index: number): void {
    this.#logger.emit({
      ...logContentOf(index, this.#textBytes),
      context: trace.setSpan(ROOT_CONTEXT, span),
    });
  }
}
