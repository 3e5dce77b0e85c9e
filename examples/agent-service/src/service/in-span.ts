import { SpanStatusCode, type Span, type SpanOptions, trace } from '@opentelemetry/api';

const tracer = trace.getTracer('agent-service', '1.0.0');

/** Runs `work` within a new span that is active meanwhile, and ends it. A failure becomes the span's status. */
export function inSpan<Result>(
  name: string,
  options: SpanOptions,
  work: (span: Span) => Promise<Result>,
): Promise<Result> {
  return tracer.startActiveSpan(name, options, async (span) => {
    try {
      return await work(span);
    } catch (error) {
      const failure = error instanceof Error ? error : new Error(String(error));
      span.recordException(failure);
      span.setAttribute('error.type', failure.name);
      span.setStatus({ code: SpanStatusCode.ERROR, message: failure.message });
      throw error;
    } finally {
      span.end();
    }
  });
}
