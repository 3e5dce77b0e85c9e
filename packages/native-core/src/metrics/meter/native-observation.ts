import type { Observable } from '@opentelemetry/api';
import type { NativeObservation, ObservedPoint } from '@otel-native/api-bridge/observation';
import type { ObservableInstrument } from './observable';
import { preparePoints } from './prepared-points';

/** Asks native code for values. */
export interface NativeObservationSink {
  /** Gives the number of the observer; 0 for what is none. */
  addObserver(nativeHandle: object): number;
  setTargets(observer: number, layout: number, targets: Uint32Array): void;
  removeObserver(observer: number): void;
}

/** Undefined for what is no observer of this version. */
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
