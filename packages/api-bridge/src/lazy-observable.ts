import type { Meter, Observable, ObservableCallback } from '@opentelemetry/api';

/** An observable instrument that an SDK registered later can make again, with its callbacks. */
export class LazyObservable implements Observable {
  readonly #make: (meter: Meter) => Observable;
  readonly #callbacks = new Set<ObservableCallback>();
  real!: Observable;

  constructor(make: (meter: Meter) => Observable) {
    this.#make = make;
  }

  attach(meter: Meter): void {
    this.real = this.#make(meter);
    for (const callback of this.#callbacks) this.real.addCallback(callback);
  }

  addCallback(callback: ObservableCallback): void {
    this.#callbacks.add(callback);
    this.real.addCallback(callback);
  }

  removeCallback(callback: ObservableCallback): void {
    this.#callbacks.delete(callback);
    this.real.removeCallback(callback);
  }
}

/** Returns the SDK's own instrument behind an observable. */
export function realObservable(observable: Observable): Observable {
  return observable instanceof LazyObservable ? observable.real : observable;
}
