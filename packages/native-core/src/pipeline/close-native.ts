import type { FlushOutcome } from '../binding/addon';
import type { ResourceWriter } from './resource-writer';
import { withTimeout } from './timeout';

/**
 * Closes the native half of a pipeline. First waits for the resource, without which nothing is sent; both together take the
 * timeout at most.
 * @param beforeClose runs when the resource is defined
 */
export async function closeNative(
  native: { close(timeoutMillis: number): Promise<FlushOutcome> },
  resource: ResourceWriter,
  timeoutMillis: number,
  beforeClose?: () => Promise<void> | undefined,
): Promise<FlushOutcome> {
  const begin = performance.now();
  await withTimeout(resource.written, timeoutMillis);
  resource.writePending();
  await beforeClose?.();
  return native.close(Math.max(0, timeoutMillis - (performance.now() - begin)));
}
