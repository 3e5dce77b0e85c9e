/** Reads 300,000 times, garbage collections in between, and prints what that left on the heap and what came wrong. */
import { ROOT_CONTEXT, trace } from '@opentelemetry/api';
import { NativeContextManager } from '@otel-native/context-native';
import { AsyncLocalStorage } from 'node:async_hooks';
import { createRequire } from 'node:module';

const kRounds = 20;
const kWarmUpRounds = 10;
const kReads = 10_000;

const client = createRequire(import.meta.url)(process.argv[2]);
const manager = new NativeContextManager().enable();
const address = manager.nativeReader();
const storage = new AsyncLocalStorage();
const id = 'b7ad6b7169203331';
const span = trace.wrapSpanContext({ traceId: '1'.repeat(32), spanId: id, traceFlags: 1 });
let wrong = 0;

function round() {
  manager.with(trace.setSpan(ROOT_CONTEXT, span), () =>
    storage.run(1, () => {
      for (let i = 0; i < kReads; i++) client.read(address);
      const { status, spanId } = client.read(address);
      if (status !== 0 || spanId.toString('hex') !== id) wrong++;
    }),
  );
  globalThis.gc();
}

for (let i = 0; i < kWarmUpRounds; i++) round();
const before = process.memoryUsage().heapUsed;
for (let i = 0; i < kRounds; i++) round();
const grownBytes = process.memoryUsage().heapUsed - before;
console.log(JSON.stringify({ mode: manager.mode, grownBytes, wrong }));
