// Records with each kind of instrument, with the SDK of the package that the first argument names, which reads a
// configuration file where there is one.
const { metrics } = require('@opentelemetry/api');
const { NodeSDK, startNodeSdk } = require(process.argv[2]);

const sdk = process.env.OTEL_CONFIG_FILE ? startNodeSdk() : startClass();

function startClass() {
  const started = new NodeSDK({ autoDetectResources: false });
  started.start();
  return started;
}

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
