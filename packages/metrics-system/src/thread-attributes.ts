import type { Attributes } from '@opentelemetry/api';
import type { Addon } from './binding/addon';

/**
 * Of values of a thread in a resource that others share: without its id they would be taken for one series. Node's module for
 * threads loads streams, which few main threads need by then: it is asked where the addon cannot say, and in workers.
 */
export function threadAttributesOf(addon: Addon | undefined): Attributes {
  if (addon?.isMainThread) return {};
  const { isMainThread, threadId } = process.getBuiltinModule('node:worker_threads');
  return isMainThread ? {} : { 'thread.id': threadId };
}
