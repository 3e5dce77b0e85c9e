/** An SDK, a logger and hooks that throw, or hooks that reject: requests are answered as without them. */
import { diag, INVALID_SPAN_CONTEXT, metrics, propagation, trace } from '@opentelemetry/api';
import { HttpInstrumentation } from '@otel-native/instrumentations/http';
import { UndiciInstrumentation } from '@otel-native/instrumentations/undici';
import { fetchText, listen, print, request } from './common.mjs';

const kHooks = [
  'ignoreIncomingRequestHook',
  'ignoreOutgoingRequestHook',
  'ignoreRequestHook',
  'applyCustomAttributesOnSpan',
  'requestHook',
  'responseHook',
  'startIncomingSpanHook',
  'startOutgoingSpanHook',
  'startSpanHook',
];
const fail = (what) => () => {
  throw new Error(what);
};
const reject = (what) => async () => fail(what)();
const failing = new Proxy({}, { get: (target, name) => fail(`the span's ${String(name)}`) });
const parts = {
  tracer: () => trace.setGlobalTracerProvider({ getTracer: fail('the provider') }),
  startSpan: () =>
    trace.setGlobalTracerProvider({ getTracer: () => ({ startSpan: fail('the tracer') }) }),
  span: () => trace.setGlobalTracerProvider({ getTracer: () => ({ startSpan: () => failing }) }),
  'async hooks': () =>
    trace.setGlobalTracerProvider({
      getTracer: () => ({ startSpan: () => trace.wrapSpanContext(INVALID_SPAN_CONTEXT) }),
    }),
  meter: () => metrics.setGlobalMeterProvider({ getMeter: fail('the meter') }),
  propagator: () =>
    propagation.setGlobalPropagator({
      inject: fail('inject'),
      extract: fail('extract'),
      fields: () => [],
    }),
};

diag.setLogger({
  ...failing,
  warn: fail('log'),
  error: fail('log'),
  info() {},
  debug() {},
  verbose() {},
});
parts[process.argv[2]]();
const isAsync = process.argv[2] === 'async hooks';
// A promise is true: requests would be ignored.
const names = isAsync ? kHooks.filter((name) => !name.startsWith('ignore')) : kHooks;
const hooks = Object.fromEntries(names.map((name) => [name, (isAsync ? reject : fail)(name)]));
const only = (pattern) =>
  Object.fromEntries(Object.entries(hooks).filter(([name]) => pattern.test(name)));
new HttpInstrumentation(only(/Incoming|Outgoing|apply|^re/));
new UndiciInstrumentation(only(/^(ignoreRequest|startSpan|re)/));

const { url } = await listen((incoming, response) => {
  response.on('error', () => {});
  response.end('hello');
  response.end('again');
});
print([
  await request(url),
  await fetchText(url),
  await request(url, { headers: ['Host', 'a', 'Expect', 'b'] }),
]);
process.exit();
