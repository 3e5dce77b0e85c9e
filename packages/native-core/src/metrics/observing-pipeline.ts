/** Takes what was observed to the drain thread. */
export interface ObservationSink {
  /** @param round the same for all that was observed together */
  observe(targets: Uint32Array, values: Float64Array, round: number, startMillis: number): void;
}

/** Asks native code for values. */
export interface NativeObservationSink {
  /** Gives the number of the observer; 0 for what is none. */
  addObserver(nativeHandle: object): number;
  setTargets(observer: number, layout: number, targets: Uint32Array): void;
  removeObserver(observer: number): void;
}

/** What the callbacks of a provider's instruments work for. */
export interface ObservingPipeline extends ObservationSink, NativeObservationSink {
  /** Whether there are callbacks to run before a collection. */
  setObserves(observes: boolean): void;
}
