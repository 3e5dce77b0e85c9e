/**
 * What all copies of this package in a process share: an application may load it as ES module and as CommonJS, and each entry point is
 * a bundle of its own.
 */
const kState = Symbol.for('otel-native.genai.state.1');

/** Counts of what was cut, left out or abandoned. They only grow. */
export interface GenAiStats {
  /** Streams that were collected as garbage before they were read to their end. Their spans ended at the last chunk. */
  abandonedStreams: number;
  /** Values of options and results that were left out because of a wrong type: a negative count of tokens, a text for a number. */
  invalidValues: number;
  /** Parts of content that were left out because no attribute can carry them: functions, cycles, values that cannot be read. */
  unrecordableContent: number;
  /** Bytes of blobs that were left out. */
  droppedBlobBytes: number;
  /** Bytes of content that were cut because of `maxContentBytes`. */
  cutContentBytes: number;
  /** Errors that hooks of the application and providers of telemetry threw. */
  failures: number;
}

interface SharedState {
  readonly stats: GenAiStats;
  /** Options that apply to every call, by {@link configureGenAi}. */
  options: object;
  /** Rises when the options change. */
  revision: number;
}

export const sharedState: SharedState = ((globalThis as Record<symbol, SharedState | undefined>)[
  kState
] ??= {
  stats: {
    abandonedStreams: 0,
    invalidValues: 0,
    unrecordableContent: 0,
    droppedBlobBytes: 0,
    cutContentBytes: 0,
    failures: 0,
  },
  options: {},
  revision: 0,
});

/** Returns what was cut, left out or abandoned in this thread since the process started. */
export function genAiStats(): Readonly<GenAiStats> {
  return { ...sharedState.stats };
}
