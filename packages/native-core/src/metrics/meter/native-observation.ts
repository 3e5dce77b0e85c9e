import type { Observable } from '@opentelemetry/api';
import type { NativeObservation, ObservedPoint } from '@otel-native/api-bridge/observation';
import type { NativeObservationSink } from '../observing-pipeline';
import type { ObservableInstrument } from './observable';
import { preparePoints } from './prepared-points';

/** Registers a native observer. Returns undefined when the handle is not an observer of this version. */
export function nativeObservation(
  sink: NativeObservationSink,
  nativeHandle: object,
  isOwn: (observable: Observable) => observable is ObservableInstrument,
): NativeObservation | undefined {
  const observer = sink.addObserver(nativeHandle);
  if (observer === 0) return undefined;
  return {
    setPoints(points: readonly ObservedPoint[], layout: number): boolean {
      const instruments = points.map(({ observable }) => observable);
      const own = new Set(instruments.filter(isOwn));
      const { targets, others } = preparePoints(points, own);
      const isPossible = others.length === 0 && instruments.every(isOwn);
      sink.setTargets(observer, layout, isPossible ? targets : new Uint32Array());
      return isPossible;
    },
    stop: () => sink.removeObserver(observer),
  };
}
