import type { Context } from '@opentelemetry/api';
import { diag } from '@opentelemetry/api';
import type { Span } from '../span/readable-span';
import type { SpanProcessor } from './span-processor';

/** Calls all processors in order. Logs an error that one throws, and goes on with the others. */
export class ProcessorList {
  readonly all: readonly SpanProcessor[];

  constructor(processors: readonly SpanProcessor[]) {
    this.all = processors;
  }

  onStart(span: Span, context: Context): void {
    for (const processor of this.all) attempt('onStart', () => processor.onStart(span, context));
  }

  onEnding(span: Span): void {
    for (const processor of this.all) attempt('onEnding', () => processor.onEnding?.(span));
  }

  onEnd(span: Span): void {
    for (const processor of this.all) attempt('onEnd', () => processor.onEnd(span));
  }

  async shutdown(): Promise<void> {
    await Promise.all(this.all.map(async (processor) => processor.shutdown()));
  }
}

function attempt(method: string, call: () => void): void {
  try {
    call();
  } catch (error) {
    diag.error(`A span processor threw in ${method}`, error);
  }
}
