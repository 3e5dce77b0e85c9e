/**
 * Profiles work in contexts of a manager with the profiler of Datadog, which reads V8's slot in native code, and prints how many
 * samples kept the label that was set around them. The first argument names the manager, the second says whether the
 * profiler is loaded before it.
 */
import { createRequire } from 'node:module';
import { context, createContextKey, ROOT_CONTEXT } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { NativeContextManager } from '@otel-native/context-native';

const require = createRequire(import.meta.url);
const key = createContextKey('key');
const [managerName, order] = process.argv.slice(2);
const Manager = managerName === 'official' ? AsyncLocalStorageContextManager : NativeContextManager;

if (order === 'profiler first') require('@datadog/pprof');
const manager = new Manager().enable();
context.setGlobalContextManager(manager);
await null;
const { time } = require('@datadog/pprof');

/** A request that began before anyone noticed the profiler. */
const begun = ROOT_CONTEXT.setValue(key, 'begun');
let seen;
const late = context.with(begun, async () => {
  await new Promise((resolve) => setTimeout(resolve, 50));
  seen = context.active() === begun;
});

time.start({ intervalMicros: 1_000, withContexts: true, useCPED: true, workaroundV8Bug: false });
for (let i = 0; i < 15; i++) {
  await new Promise((resolve) => setImmediate(resolve));
  time.setContext({ label: 'kept' });
  context.with(ROOT_CONTEXT.setValue(key, i), work);
}
const labelled = (sample) => sample.label.length > 0;
const { sample } = time.stop(false, ({ context: set }) => set?.context ?? {});
const count = (samples) => samples.reduce((sum, { value }) => sum + Number(value[0]), 0);
await late;
const kept = count(sample.filter(labelled));
console.log(JSON.stringify({ mode: manager.mode, kept, all: count(sample), seen }));

function work() {
  const end = process.cpuUsage().user + 10_000;
  for (let x = 0; process.cpuUsage().user < end;) x = Math.sqrt(x + 1);
}
