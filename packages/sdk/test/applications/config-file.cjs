// Starts the SDK of the first argument from a configuration file, unless a preload has; records, and prints the names of
// what it propagates.
const { context, propagation, trace } = require('@opentelemetry/api');

const [, , packageName] = process.argv;
const sdk = packageName === undefined ? undefined : require(packageName).startNodeSdk();

const tracer = trace.getTracer('application');
const carrier = {};
for (let count = 0; count < 2; count++) {
  tracer.startActiveSpan(`span ${count}`, { attributes: { text: 'abcdef', more: 1 } }, (span) => {
    if (count === 0) {
      const baggage = propagation.createBaggage({ key: { value: 'value' } });
      propagation.inject(propagation.setBaggage(context.active(), baggage), carrier);
      tracer.startSpan('child').end();
    }
    span.end();
  });
}
console.log(`propagated ${JSON.stringify(Object.keys(carrier).sort())}`);
void sdk?.shutdown();
