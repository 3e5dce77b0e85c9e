import type { Attributes, BatchObservableResult, Observable } from '@opentelemetry/api';

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
export function observeEach(
  result: BatchObservableResult,
  points: readonly ObservedPoint[],
  values: Float64Array,
): void {
  for (const { observable, attributes, place } of points) {
    const value = values[place];
    if (value !== undefined && !Number.isNaN(value)) result.observe(observable, value, attributes);
  }
}
