import { trace } from '@opentelemetry/api';
import { observeMcp } from '@otel-native/genai/mcp';
import { getEventListeners } from 'node:events';

afterEach(() => trace.disable());

test('a signal that outlives its requests keeps no listener of those that were answered', async () => {
  const spanContext = { traceId: '1'.repeat(32), spanId: '2'.repeat(16), traceFlags: 1 };
  const startSpan = () => trace.wrapSpanContext(spanContext);
  trace.setGlobalTracerProvider({ getTracer: () => ({ startSpan }) as never });
  const nothing = async (): Promise<void> => {};
  const given = {
    start: nothing,
    close: nothing,
    send: nothing as (message: never, options?: object) => Promise<void>,
    onmessage: undefined as ((message: unknown) => void) | undefined,
  };
  const transport = observeMcp(given);
  transport.onmessage = () => {};
  const { signal } = new AbortController();
  const request = { jsonrpc: '2.0', id: 1, method: 'ping' };
  await transport.send(request as never, { requestSignal: signal });
  expect(getEventListeners(signal, 'abort')).toHaveLength(1);
  given.onmessage?.({ jsonrpc: '2.0', id: 1, result: {} });
  expect(getEventListeners(signal, 'abort')).toHaveLength(0);
});
