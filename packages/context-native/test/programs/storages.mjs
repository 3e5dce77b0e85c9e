/** Prints how many storages Node passes on to each new resource, such as a promise, inside of a context. */
import { ROOT_CONTEXT } from '@opentelemetry/api';
import { NativeContextManager } from '@otel-native/context-native';
import { AsyncResource } from 'node:async_hooks';

/** Without frames, Node keeps a property on each resource for each storage that is in use. */
const storages = () =>
  Object.getOwnPropertySymbols(new AsyncResource('any')).filter(
    ({ description }) =>
      description === 'kAsyncLocalStorageContext' || description === 'kResourceStore',
  ).length;

const manager = new NativeContextManager().enable();
console.log(JSON.stringify({ storages: manager.with(ROOT_CONTEXT, storages) }));
