import {
  metrics,
  type BatchObservableCallback,
  type Meter,
  type MetricOptions,
  type Observable,
} from '@opentelemetry/api';
import { followProvider } from './follow-provider';
import { lazyInstrument, type AnyInstrument } from './lazy-instrument';
import { LazyObservable, realObservable } from './lazy-observable';
import type { ScopeIdentity } from './scope-identity';

/** A meter, and a function that makes it look for a newly registered SDK. */
export interface LazyMeter {
  readonly meter: Meter;
  /** Passes observable instruments to an SDK that was registered since the last call. */
  readonly refresh: () => void;
}

/** The methods of a meter that make instruments. */
type Makers = Record<string, (name: string, options?: MetricOptions) => unknown>;

const kinds = ['Counter', 'UpDownCounter', 'Gauge'];

/**
 * Returns a meter whose instruments record into the SDK registered at that moment. (The API's own instruments stay bound to
 * the SDK that was registered when they were made.) Nobody calls observable instruments, so an SDK receives them at the next
 * `refresh()` or use of the meter.
 */
export function lazyMeter(scope: ScopeIdentity): LazyMeter {
  const observables: LazyObservable[] = [];
  const batches = new Map<
    BatchObservableCallback,
    readonly [BatchObservableCallback, Observable[]]
  >();
  const current = followProvider(
    () => metrics.getMeterProvider(),
    (provider) => {
      const real = provider.getMeter(...scope);
      for (const observable of observables) observable.attach(real);
      for (const batch of batches.values()) addBatch(real, ...batch);
      return real as Meter & Makers;
    },
  );

  const meter = {
    addBatchObservableCallback(callback, targets) {
      const batch = [translated(callback), targets] as const;
      addBatch(current(), ...batch);
      batches.set(callback, batch);
    },
    removeBatchObservableCallback(callback, targets) {
      const batch = batches.get(callback);
      if (batch) current().removeBatchObservableCallback(batch[0], targets.map(realObservable));
      batches.delete(callback);
    },
  } as Meter & Makers;
  for (const method of ['createHistogram', ...kinds.map((kind) => `create${kind}`)]) {
    meter[method] = (...args) =>
      lazyInstrument(followProvider(current, (real) => real[method]!(...args) as AnyInstrument));
  }
  for (const method of kinds.map((kind) => `createObservable${kind}`)) {
    meter[method] = (...args) => {
      const made = new LazyObservable(
        (real) => (real as Meter & Makers)[method]!(...args) as Observable,
      );
      made.attach(current());
      observables.push(made);
      return made;
    };
  }
  return { meter, refresh: current };
}

/** Replaces instruments by the SDK's own in observations: SDKs refuse all others. */
function translated(callback: BatchObservableCallback): BatchObservableCallback {
  return (result) =>
    callback({ observe: (target, ...rest) => result.observe(realObservable(target), ...rest) });
}

function addBatch(real: Meter, callback: BatchObservableCallback, targets: Observable[]): void {
  real.addBatchObservableCallback(callback, targets.map(realObservable));
}
