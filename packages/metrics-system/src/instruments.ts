import type { Histogram, Meter, Observable } from '@opentelemetry/api';
import { instrument } from './catalog';
import type { MetricName } from './catalog/metric-name';
import type { MakeObservable } from './part';

/** Bucket boundaries that the semantic conventions recommend for durations of collections, in seconds. */
const gcBoundariesSeconds = [0.01, 0.1, 1, 10];

/** Creates observable instruments and adds them to `made`. */
export function observablesOf(meter: Meter, made: Observable[]): MakeObservable {
  return (name) => {
    const observable = observableOf(meter, name);
    made.push(observable);
    return observable;
  };
}

function observableOf(meter: Meter, name: MetricName): Observable {
  const { kind, unit, description } = instrument(name);
  switch (kind) {
    case 'counter':
      return meter.createObservableCounter(name, { unit, description });
    case 'updowncounter':
      return meter.createObservableUpDownCounter(name, { unit, description });
    default:
      return meter.createObservableGauge(name, { unit, description });
  }
}

/** The only synchronous instrument. */
export function gcHistogram(meter: Meter): Histogram {
  const { unit, description } = instrument('v8js.gc.duration');
  const advice = { explicitBucketBoundaries: gcBoundariesSeconds };
  return meter.createHistogram('v8js.gc.duration', { unit, description, advice });
}
