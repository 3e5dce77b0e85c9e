import type { Attributes, BatchObservableResult, Meter, Observable } from '@opentelemetry/api';

/** A data point that is observed at every collection. */
export interface ObservedPoint {
  /** The instrument that the value is reported to. */
  readonly observable: Observable;
  /** The attributes of the data point. */
  readonly attributes: Attributes;
  /** Index of the value in the array of values, from 0. */
  readonly place: number;
}

/** Names the method of {@link PointsResult}. A registered symbol, so that all copies of this package share it. */
export const kObservePoints: unique symbol = Symbol.for('otel-native.observePoints');

/** Passed to the callbacks of a meter that accepts many values in one call. */
export interface PointsResult extends BatchObservableResult {
  /**
   * Copies `values`; skips a value that is NaN. The meter looks an array of points up once, so `points` must never
   * change: pass a new array for other points.
   */
  [kObservePoints](points: readonly ObservedPoint[], values: Float64Array): void;
}

/** Observes all points whose value is not NaN: in one call if the meter accepts that, else one by one. */
export function observePoints(
  result: BatchObservableResult,
  points: readonly ObservedPoint[],
  values: Float64Array,
): void {
  if (kObservePoints in result) (result as PointsResult)[kObservePoints](points, values);
  else observeEach(result, points, values);
}

function observeEach(
  result: BatchObservableResult,
  points: readonly ObservedPoint[],
  values: Float64Array,
): void {
  for (const { observable, attributes, place } of points) {
    const value = values[place];
    if (value !== undefined && !Number.isNaN(value)) result.observe(observable, value, attributes);
  }
}

/** Names the method of {@link NativelyObservingMeter}. A registered symbol, so that all copies of this package share it. */
export const kObserveNatively: unique symbol = Symbol.for('otel-native.observeNatively');

/** A meter that reads values from native code at each collection, without calling JavaScript. */
export interface NativelyObservingMeter extends Meter {
  /**
   * Registers native code as a source of values.
   * @param nativeHandle an opaque Node-API external that holds an `otel_native_observer` (`include/otel_native/observer.h`)
   * @returns undefined when the meter cannot read from this observer
   */
  [kObserveNatively](nativeHandle: object): NativeObservation | undefined;
}

/** The registration of a native observer with a meter. */
export interface NativeObservation {
  /**
   * Defines the data points of a layout. The meter ignores values of any other layout.
   * @returns false when the values must go through JavaScript, for example to a histogram; the meter then reads none
   */
  setPoints(points: readonly ObservedPoint[], layout: number): boolean;
  /** Ends the registration. A read that runs at this moment still completes. */
  stop(): void;
}

/** Registers native code with a meter. Returns undefined for meters that cannot read from native code, such as those of other SDKs. */
export function observeNatively(meter: Meter, nativeHandle: object): NativeObservation | undefined {
  if (!(kObserveNatively in meter)) return undefined;
  return (meter as NativelyObservingMeter)[kObserveNatively](nativeHandle);
}
