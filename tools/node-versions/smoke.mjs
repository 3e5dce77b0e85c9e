/**
 * Ends more spans in one burst than the ring holds, sends them through the native path to a receiver in this process,
 * and sees that every one arrives once. A plain program without a test runner: what fails here is not the runner's.
 */
import assert from 'node:assert/strict';
import { OtlpLocalExporter } from '@otel-native/exporter-otlp-local';
import { TracerProvider } from '@otel-native/native-core';
import { OtlpReceiver } from 'otlp-receiver';

const kSpans = 20_000;

const receiver = await OtlpReceiver.start();
const provider = new TracerProvider({
  exporter: new OtlpLocalExporter({ endpoint: receiver.url }),
});
const tracer = provider.getTracer('smoke');
for (let i = 0; i < kSpans; i++) {
  tracer
    .startSpan(`span ${i % 7}`, {
      attributes: { index: i, text: `a text that is new each time: ${i}` },
    })
    .end();
}
await provider.shutdown();

const { ended, exported, queued, dropped } = provider.stats();
assert.deepEqual({ ended, exported, queued }, { ended: kSpans, exported: kSpans, queued: 0 });
assert.ok(Object.values(dropped).every((count) => count === 0));
assert.equal(receiver.counts().spans, kSpans);
await receiver.close();
console.log(`Node ${process.version}: ${kSpans} spans ended, ${exported} received`);
