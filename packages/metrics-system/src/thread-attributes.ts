import type { Attributes } from '@opentelemetry/api';
import type { Addon } from './binding/addon';

/**
 * Attributes that identify the thread. Threads of a process share a resource, so without the thread's id their values
 * would be taken for one series. `node:worker_threads` loads streams, which few main threads need at that point: it is
 * used only in workers and if the addon cannot return the id.
 */
export function threadAttributesOf(addon: Addon | undefined): Attributes {
  if (addon?.isMainThread) return {};
  const { isMainThread, threadId } = process.getBuiltinModule('node:worker_threads');
  return isMainThread ? {} : { 'thread.id': threadId };
}
