import { createRequire } from 'node:module';
import { join, sep } from 'node:path';
import { setTimeout } from 'node:timers';

/**
 * Addons that read V8's slot in native code and know Node's own frames alone: the profiler of Datadog, which is Pyroscope's
 * too. Under our frames their samples would lose their labels.
 */
const kReaders: readonly RegExp[] = [/[\\/]dd_pprof[^\\/]*\.node$/];

const kFirstLookMs = 1;
const kLongestWaitMs = 60_000;

/** The file of a loaded addon that reads Node's frames in native code; undefined where this thread has loaded none. */
export function loadedFrameReader(): string | undefined {
  // The cache is the thread's; any path will do, and in a bundle there may be no URL of this file.
  const { cache } = createRequire(join(sep, 'any.js'));
  return Object.keys(cache).find((file) => kReaders.some((reader) => reader.test(file)));
}

/**
 * Calls `look` soon and then ever more seldom, once a minute at last, for as long as it returns true: such an addon can be
 * loaded at any time. A timer that keeps no process alive; counting the calls of `with` instead took 7 % of each.
 */
export function keepLooking(look: () => boolean, waitMs = kFirstLookMs): void {
  setTimeout(() => {
    if (look()) keepLooking(look, Math.min(4 * waitMs, kLongestWaitMs));
  }, waitMs).unref();
}
