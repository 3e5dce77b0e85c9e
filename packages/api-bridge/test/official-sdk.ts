import { context, logs, metrics, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import {
  InMemorySpanExporter,
  SimpleSpanProcessor,
  TracerProvider,
  type ReadableSpan,
} from '@opentelemetry/sdk-trace';

/** Takes every registered provider out of the API, so that each test starts as a fresh process does. */
export function unregisterAll(): void {
  trace.disable();
  metrics.disable();
  logs.disable();
  context.disable();
}

/** Registers the official tracing SDK and returns the spans that end from then on. */
export function registerOfficialSdk(): () => ReadableSpan[] {
  const exporter = new InMemorySpanExporter();
  const provider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  trace.setGlobalTracerProvider(provider);
  return () => exporter.getFinishedSpans();
}

/** Spans as an indented tree, in the order in which they started: name, status, exception. */
export function tree(spans: readonly ReadableSpan[]): string {
  const ids = new Set(spans.map((span) => span.spanContext().spanId));
  const lines = (parentId: string | undefined, indent: string): string[] =>
    spans
      .filter(({ parentSpanContext }) => {
        const id = parentSpanContext?.spanId;
        return parentId === undefined ? id === undefined || !ids.has(id) : id === parentId;
      })
      .flatMap((span) => [
        indent + describe(span),
        ...lines(span.spanContext().spanId, `${indent}  `),
      ]);
  return lines(undefined, '').join('\n');
}

function describe(span: ReadableSpan): string {
  const { code, message } = span.status;
  const events = span.events.map(
    (event) => ` !${String(event.attributes?.['exception.message'] ?? event.name)}`,
  );
  const status =
    code === 0 ? '' : ` [${['unset', 'ok', 'error'][code]}${message ? `: ${message}` : ''}]`;
  return span.name + status + events.join('');
}
