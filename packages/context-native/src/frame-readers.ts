import { createRequire } from 'node:module';

/**
 * Addons that read V8's slot in native code and know Node's own frames alone: the profiler of Datadog, which is Pyroscope's
 * too. Under our frames their samples would lose their labels.
 */
const kReaders: readonly RegExp[] = [/[\\/]dd_pprof[^\\/]*\.node$/];

/** The file of a loaded addon that reads Node's frames in native code; undefined where this thread has loaded none. */
export function loadedFrameReader(): string | undefined {
  const { cache } = createRequire(import.meta.url);
  return Object.keys(cache).find((file) => kReaders.some((reader) => reader.test(file)));
}
