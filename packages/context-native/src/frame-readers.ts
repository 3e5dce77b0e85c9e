import { createRequire } from 'node:module';
import { join, sep } from 'node:path';
import { setTimeout } from 'node:timers';

/**
 * Addons that read V8's slot in native code and understand only Node's own frames: the profiler of Datadog, which Pyroscope
 * uses too. With frames of this package, their samples would lose their labels.
 */
const kReaders: readonly RegExp[] = [/[\\/]dd_pprof[^\\/]*\.node$/];

const kFirstLookMs = 1;
const kLongestWaitMs = 60_000;

/** Returns the path of a loaded addon that reads Node's frames in native code; undefined if this thread has loaded none. */
export function loadedFrameReader(): string | undefined {
  // The cache belongs to the thread, so any path works; in a bundle this file may have no URL.
  const { cache } = createRequire(join(sep, 'any.js'));
  return Object.keys(cache).find((file) => kReaders.some((reader) => reader.test(file)));
}

/**
 * Calls `look` soon and then ever more rarely, in the end once a minute, while it returns true: an addon may be loaded at any
 * time. The timer does not keep the process alive. Rejected: counting calls of `with`, which took 7 % of each call.
 */
export function keepLooking(look: () => boolean, waitMs = kFirstLookMs): void {
  setTimeout(() => {
    if (look()) keepLooking(look, Math.min(4 * waitMs, kLongestWaitMs));
  }, waitMs).unref();
}
