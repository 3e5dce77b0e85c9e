/** The official SDK, for programs of Express: `ask` prints the answer and the names of all spans. */
import { context, diag, DiagLogLevel, ROOT_CONTEXT, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { TracerProvider } from '@opentelemetry/sdk-trace';
import { once } from 'node:events';
import { createServer, get } from 'node:http';
import { text } from 'node:stream/consumers';

const spans = [];
const print =
  (level) =>
  (message, ...details) =>
    console.log(level, message, ...details);
const logger = { warn: print('warn'), error: print('error'), info() {}, debug() {}, verbose() {} };

export function startSdk() {
  diag.setLogger(logger, { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  const onStart = (span) => void spans.push(span);
  const processor = { onStart, onEnd() {}, forceFlush: async () => {}, shutdown: async () => {} };
  trace.setGlobalTracerProvider(new TracerProvider({ spanProcessors: [processor] }));
}

/** Asks an application once, within a span. */
export async function ask(app, path) {
  const server = createServer((request, response) => {
    const span = trace.getTracer('test').startSpan('server');
    context.with(trace.setSpan(ROOT_CONTEXT, span), () => app(request, response));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const [response] = await once(
    get({ port: server.address().port, path, agent: false }),
    'response',
  );
  const body = await text(response);
  server.close();
  await once(server, 'close');
  const names = spans.splice(0).map(({ name }) => name);
  return `${body}: ${names.filter((name) => name !== 'server').join(', ')}`;
}
