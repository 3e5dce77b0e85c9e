/** Prints the context in which the listener of an unhandled rejection runs, by manager and by storage. */
import { createContextKey, ROOT_CONTEXT } from '@opentelemetry/api';
import { NativeContextManager } from '@otel-native/context-native';
import { AsyncLocalStorage } from 'node:async_hooks';

const key = createContextKey('name');
const manager = new NativeContextManager().enable();
const storage = new AsyncLocalStorage();
process.on('unhandledRejection', () => {
  console.log(
    JSON.stringify({
      mode: manager.mode,
      manager: manager.active().getValue(key),
      storage: storage.getStore(),
    }),
  );
});
manager.with(ROOT_CONTEXT.setValue(key, 'a'), () =>
  storage.run('a', () => void Promise.reject(new Error('nobody handles it'))),
);
