// Enables the instrumentation of HTTP before anything loads `node:http`, then makes a request that a hook ignores.
import { trace } from '@opentelemetry/api';
import { HttpInstrumentation } from '@otel-native/instrumentations/http';
import { once } from 'node:events';
import { createRequire } from 'node:module';

const isLoaded = () => process.moduleLoadList.includes('NativeModule http');
const provider = trace.getTracerProvider();
trace.setGlobalTracerProvider({ getTracer: () => provider.getTracer('unused') });

const seen = [];
const instrumentation = new HttpInstrumentation({
  ignoreOutgoingRequestHook: ({ marker, port }) => seen.push({ marker, port }) > 0,
});
const isLoadedByUs = isLoaded();
if (process.argv[3] === 'disabled') instrumentation.disable();

const load = {
  require: () => createRequire(import.meta.url)('node:http'),
  https: () => createRequire(import.meta.url)('https'),
  import: () => import('node:http'),
  module: async () => (await import('./imports-http.mjs')).default,
};
const { request } = await load[process.argv[2]]();
// The port of a Host header is not that of the connection.
const options = { host: '127.0.0.1', port: 1, marker: 'mine', headers: { host: 'other:99' } };
await once(request(options), 'error');
await new Promise(setImmediate);
console.log(JSON.stringify({ isLoadedByUs, seen }));
