/** A million contexts, and one whose work ends: run with --expose-gc. Prints what is left as JSON. */
import { createContextKey, ROOT_CONTEXT } from '@opentelemetry/api';
import { NativeContextManager } from '@otel-native/context-native';
import { AsyncLocalStorage } from 'node:async_hooks';
import { setImmediate as nextTurn } from 'node:timers/promises';

const key = createContextKey('value');
const manager = new NativeContextManager().enable();
const other = new AsyncLocalStorage();

async function contexts(count) {
  for (let i = 0; i < count; i++) {
    const context = ROOT_CONTEXT.setValue(key, { i });
    await manager.with(context, () => other.run(i, () => manager.with(context, async () => null)));
    if (i % 1000 === 0) await nextTurn();
  }
}

async function heapUsed() {
  for (let i = 0; i < 3; i++) {
    globalThis.gc();
    await nextTurn();
  }
  return process.memoryUsage().heapUsed;
}

/** A context in which timers, promises and emitters worked, and nothing of which is left. */
async function endedContext() {
  const context = ROOT_CONTEXT.setValue(key, {});
  await manager.with(context, async () => {
    await nextTurn();
    await new Promise((resolve) => setTimeout(resolve, 1));
    const token = manager.attach(context);
    token.dispose();
  });
  return new WeakRef(context);
}

await contexts(50_000);
const before = await heapUsed();
await contexts(1_000_000);
const grownBytes = (await heapUsed()) - before;
const reference = await endedContext();
await heapUsed();
console.log(
  JSON.stringify({ mode: manager.mode, grownBytes, kept: reference.deref() !== undefined }),
);
