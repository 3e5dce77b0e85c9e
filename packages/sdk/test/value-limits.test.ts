import { trace } from '@opentelemetry/api';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import { NodeSDK } from '@otel-native/sdk';
import { resetProcess, setEnvironment } from './support/environment';

beforeEach(() => setEnvironment({}));
afterEach(resetProcess);

test.each<[Record<string, string>, unknown]>([
  [{ OTEL_ATTRIBUTE_VALUE_DEPTH_LIMIT: '2' }, [[null], 'cc']],
  [
    { OTEL_SPAN_ATTRIBUTE_VALUE_DEPTH_LIMIT: '1', OTEL_ATTRIBUTE_VALUE_DEPTH_LIMIT: '2' },
    [null, 'cc'],
  ],
  [{ OTEL_NATIVE_ATTRIBUTE_VALUE_NODE_LIMIT: '2' }, [[[]]]],
  [{ OTEL_NATIVE_ATTRIBUTE_VALUE_BYTE_LIMIT: '3' }, [[['aa']], 'c']],
])('%j bounds one value: %j', (variables, expected) => {
  setEnvironment(variables);
  const ended: ReadableSpan[] = [];
  const processor = {
    onStart: () => undefined,
    onEnd: (span: unknown) => void ended.push(span as ReadableSpan),
    forceFlush: () => Promise.resolve(),
    shutdown: () => Promise.resolve(),
  };
  new NodeSDK({ autoDetectResources: false, spanProcessors: [processor] }).start();
  const attributes = { value: [[['aa']], 'cc'] as never };
  trace.getTracer('test').startSpan('span', { attributes }).end();
  expect(ended[0]!.attributes['value']).toEqual(expected);
});
