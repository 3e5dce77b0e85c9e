import { ValueType } from '@opentelemetry/api';
import type { ObservedPoint } from '@otel-native/api-bridge/observation';
import type { Series } from '../aggregation/series';
import type { Stream } from '../aggregation/stream';
import {
  kTargetFlagOptional,
  kTargetFlagOverflow,
  kTargetFlagsWord,
  kTargetPlaceWord,
  kTargetSeriesWord,
  kTargetStreamWord,
  kTargetWords,
} from '../../record/format.gen';
import { ObservableInstrument } from './observable';

/** Points whose series were looked up. */
export interface PreparedPoints {
  readonly targets: Uint32Array;
  /** Points whose values must pass through JavaScript. */
  readonly others: readonly OwnPoint[];
}

/** A point of an instrument of this provider. */
interface OwnPoint extends ObservedPoint {
  readonly observable: ObservableInstrument;
}

/** Looks up the series of points. Leaves out points of other instruments. */
export function preparePoints(
  points: readonly ObservedPoint[],
  instruments: ReadonlySet<ObservableInstrument>,
): PreparedPoints {
  const own = points.filter(
    (point): point is OwnPoint =>
      point.observable instanceof ObservableInstrument && instruments.has(point.observable),
  );
  const ready = own.filter(({ observable }) => isReady(observable));
  const count = ready.reduce((sum, { observable }) => sum + observable.streams.length, 0);
  const targets = new Uint32Array(count * kTargetWords);
  let at = 0;
  for (const { observable, attributes, place } of ready) {
    for (const stream of observable.streams)
      at = writeTarget(
        targets,
        at,
        stream,
        stream.seriesFor(attributes),
        place,
        kTargetFlagOptional,
      );
  }
  return { targets, others: own.filter(({ observable }) => !isReady(observable)) };
}

function isReady({ descriptor, streams }: ObservableInstrument): boolean {
  return descriptor.valueType !== ValueType.INT && streams.every((s) => s.isObservedNumber);
}

/** Writes the target of an observed value. Returns the position of the next target. */
export function writeTarget(
  words: Uint32Array,
  at: number,
  stream: Stream,
  series: Series,
  place: number,
  flags = 0,
): number {
  words[at + kTargetStreamWord] = stream.id;
  words[at + kTargetSeriesWord] = series.id;
  words[at + kTargetPlaceWord] = place;
  words[at + kTargetFlagsWord] = flags | (stream.isOverflow(series) ? kTargetFlagOverflow : 0);
  return at + kTargetWords;
}
