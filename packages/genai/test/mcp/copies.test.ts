import { trace } from '@opentelemetry/api';
import { observeMcp } from '@otel-native/genai/mcp';

afterEach(() => trace.disable());

test('two copies of the package record a message once', async () => {
  const names: string[] = [];
  const spanContext = { traceId: '1'.repeat(32), spanId: '2'.repeat(16), traceFlags: 1 };
  const startSpan = (name: string) => {
    names.push(name);
    return trace.wrapSpanContext(spanContext);
  };
  trace.setGlobalTracerProvider({ getTracer: () => ({ startSpan }) as never });
  let observeByCopy = observeMcp;
  jest.isolateModules(() => {
    const copy = jest.requireActual<{ observeMcp: typeof observeMcp }>('@otel-native/genai/mcp');
    observeByCopy = copy.observeMcp;
  });
  expect(observeByCopy).not.toBe(observeMcp);
  const nothing = async (): Promise<void> => {};
  const send: (message: never) => Promise<void> = nothing;
  const transport = observeByCopy(observeMcp({ start: nothing, send, close: nothing }));
  await transport.send({ jsonrpc: '2.0', id: 1, method: 'ping' } as never);
  expect(names).toEqual(['ping']);
});
