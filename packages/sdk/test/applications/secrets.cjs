// Starts the SDK from code, records, and prints all that the SDK says in figures, messages and errors.
const { logs, metrics, trace } = require('@opentelemetry/api');
const { NodeSDK, stats } = require('@otel-native/sdk');
const { inspect } = require('node:util');

const show = (what, value) => console.log(what, inspect(plain(value), { depth: 9 }));
/** Errors by what this SDK puts into them: those of official exporters also hold what a receiver answered. */
function plain(value) {
  if (Array.isArray(value)) return value.map(plain);
  if (value?.reason !== undefined) return plain(value.reason);
  if (!(value instanceof Error)) return value;
  const { code, message, stack, cause, errors = [] } = value;
  return { code, message, stack, cause: plain(cause), errors: errors.map(plain) };
}
const { SECRET_OPTIONS: options = '{}' } = process.env;

async function main() {
  const sdk = new NodeSDK({ ...JSON.parse(options), onLoss: (loss) => show('lost', loss) });
  sdk.start();
  trace.getTracer('application').startSpan('span').end();
  metrics.getMeter('application').createCounter('counter').add(1);
  logs.getLogger('application').emit({ body: 'it' });
  const flushed = await Promise.allSettled([sdk.forceFlush?.({ timeoutMillis: 500 })]);
  show('flushed', flushed);
  show('stats', stats());
  show('shut down', await Promise.allSettled([sdk.shutdown({ timeoutMillis: 500 })]));
  show('sdk', sdk);
}

main().catch((error) => show('failed', error));
