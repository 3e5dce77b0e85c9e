// Records with each kind of instrument, with the SDK of the package that the first argument names.
const { metrics } = require('@opentelemetry/api');
const { NodeSDK } = require(process.argv[2]);

const sdk = new NodeSDK({ autoDetectResources: false });
sdk.start();

const meter = metrics.getMeter('shop', '1.0.0');
const requests = meter.createCounter('requests', { unit: '{request}', description: 'so many' });
requests.add(1, { route: '/' });
requests.add(2, { route: '/' });
requests.add(4, { route: '/cart', weight: 1.5 });
meter.createUpDownCounter('open').add(-3);
meter.createGauge('temperature').record(21.5, { room: 'a' });
const duration = meter.createHistogram('duration', { unit: 's' });
for (const value of [0.1, 3, 70, 1e6]) duration.record(value);
meter.createObservableGauge('queue').addCallback((result) => result.observe(7, { name: 'q' }));

sdk.shutdown().then(
  () => process.exit(),
  (error) => {
    console.error(error);
    process.exit(1);
  },
);
