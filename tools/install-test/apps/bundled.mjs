// An application with telemetry inside, to be bundled: a trace across an await, a counter, system metrics.
import { metrics, trace } from '@opentelemetry/api';
import { NodeSDK } from '@otel-native/sdk';

const sdk = new NodeSDK({ systemMetrics: true });
sdk.start();

async function main() {
  const tracer = trace.getTracer('install-test');
  await tracer.startActiveSpan('parent', async (parent) => {
    await new Promise(setImmediate);
    tracer.startSpan('child').end();
    parent.end();
  });
  metrics.getMeter('install-test').createCounter('orders').add(3);
  await sdk.forceFlush();
  await sdk.shutdown();
  console.log('the application ended');
}

void main();
