// Providers and tracers that become garbage with open and ended spans; 1,000 tracers; two exporters at once.
import { endSpans, makeProvider } from './setup.mjs';

const open = [];
for (let i = 0; i < 20; i++) {
  const provider = makeProvider({ batch: { ringBytes: 4096 } });
  endSpans(provider, 'of a provider that was shut down', 5);
  open.push(provider.getTracer('t').startSpan('never ended'));
  await provider.shutdown();
  globalThis.gc();
}
for (const span of open.splice(0)) span.end();
globalThis.gc();

const provider = makeProvider();
for (let i = 0; i < 1_000; i++) {
  provider.getTracer(`tracer ${i}`).startSpan('of one of 1,000 tracers').end();
}
(() => endSpans(makeProvider(), 'of a provider that nobody holds', 5))();
globalThis.gc();
await new Promise(setImmediate);
globalThis.gc();
