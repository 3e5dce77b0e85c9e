/** Passes observed values to the drain thread. */
export interface ObservationSink {
  /** @param round the same for all values that were observed together */
  observe(targets: Uint32Array, values: Float64Array, round: number, startMillis: number): void;
}

/** Reads values from native code. */
export interface NativeObservationSink {
  /** Registers an observer. Returns its number; 0 if it is invalid. */
  addObserver(nativeHandle: object): number;
  setTargets(observer: number, layout: number, targets: Uint32Array): void;
  removeObserver(observer: number): void;
}

/** Receives what the callbacks of a provider's instruments observe. */
export interface ObservingPipeline extends ObservationSink, NativeObservationSink {
  /** Sets whether callbacks must run before a collection. */
  setObserves(observes: boolean): void;
}
