import type { Attributes, BatchObservableResult, Meter, Observable } from '@opentelemetry/api';

/** A data point that is observed again and again, and the place of its value in an array. */
export interface ObservedPoint {
  readonly observable: Observable;
  readonly attributes: Attributes;
  readonly place: number;
}

/** The method by which a meter's {@link PointsResult} takes many values in one call; the same in all copies of this package. */
export const kObservePoints: unique symbol = Symbol.for('otel-native.observePoints');

/** What callbacks of a meter get that takes many values in one call. */
export interface PointsResult extends BatchObservableResult {
  /**
   * Copies `values`. What `points` mean may be looked up once: the array must not change, other points need another one.
   * A value that is NaN was not observed.
   */
  [kObservePoints](points: readonly ObservedPoint[], values: Float64Array): void;
}

/** Observes all points that have a value other than NaN, with any meter: in one call where it takes that, else one by one. */
export function observePoints(
  result: BatchObservableResult,
  points: readonly ObservedPoint[],
  values: Float64Array,
): void {
  if (kObservePoints in result) (result as PointsResult)[kObservePoints](points, values);
  else observeEach(result, points, values);
}

/** The same one by one. */
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

/** The method by which a {@link NativelyObservingMeter} takes values from native code; the same in all copies of this package. */
export const kObserveNatively: unique symbol = Symbol.for('otel-native.observeNatively');

/** A meter that asks native code for values before each collection, without JavaScript on the way. */
export interface NativelyObservingMeter extends Meter {
  /**
   * @param nativeHandle an opaque Node-API external that holds an `otel_native_observer` (`include/otel_native/observer.h`)
   * @returns undefined where that cannot be asked
   */
  [kObserveNatively](nativeHandle: object): NativeObservation | undefined;
}

/** What a meter and native code have to do with each other. */
export interface NativeObservation {
  /**
   * Says what the values of a layout mean. Until then those of another layout are left out.
   * @returns false where the values have to go through JavaScript, for example to a histogram; then none are taken
   */
  setPoints(points: readonly ObservedPoint[], layout: number): boolean;
  /** Native code is not asked again; it may be in the middle of an answer. */
  stop(): void;
}

/** Undefined for a meter that does not ask native code, as those of other SDKs. */
export function observeNatively(meter: Meter, nativeHandle: object): NativeObservation | undefined {
  if (!(kObserveNatively in meter)) return undefined;
  return (meter as NativelyObservingMeter)[kObserveNatively](nativeHandle);
}
