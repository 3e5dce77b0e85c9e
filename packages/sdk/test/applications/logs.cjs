// Starts the SDK of the first argument, unless a preload has; emits log records inside and outside of a span, and ends
// as the second argument says.
const { SeverityNumber, context, logs, trace } = require('@opentelemetry/api');

const [, , packageName, ending] = process.argv;
const sdk = packageName === undefined ? undefined : require(packageName).startNodeSdk();

const emit = (name, record) => logs.getLogger(name).emit(record);
const attributes = { text: 'abcdef', more: 1 };
const unsampled = { traceId: '1'.repeat(32), spanId: '2'.repeat(16), traceFlags: 0 };

trace.getTracer('application').startActiveSpan('span', (span) => {
  emit('shop', { body: 'in a span', eventName: 'cart.checked', attributes });
  span.end();
});
emit('shop', { body: 'debug', severityNumber: SeverityNumber.DEBUG });
emit('shop.cart', { body: 'warn', severityNumber: SeverityNumber.WARN2, severityText: 'warning' });
emit('shop.basket', { body: 'error', severityNumber: SeverityNumber.ERROR });
emit('shop.cart', {
  body: 'unsampled',
  context: trace.setSpanContext(context.active(), unsampled),
});
if (ending === 'exit') process.exit();
void sdk?.shutdown();
