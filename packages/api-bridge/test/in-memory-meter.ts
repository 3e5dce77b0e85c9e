import type {
  Attributes,
  BatchObservableCallback,
  Meter,
  MeterProvider,
  MetricOptions,
  Observable,
  ObservableCallback,
} from '@opentelemetry/api';

/** A metrics SDK that writes down what it is told, one line each. As the official one, it knows only its own instruments. */
export class InMemoryMeter implements MeterProvider {
  readonly lines: string[] = [];
  readonly #observables = new Map<
    Observable,
    { name: string; callbacks: Set<ObservableCallback> }
  >();
  readonly #batches = new Set<BatchObservableCallback>();

  getMeter(name: string, version?: string, options?: { schemaUrl?: string }): Meter {
    this.lines.push(['meter', name, version, options?.schemaUrl].filter(Boolean).join(' '));
    return {
      createCounter: this.#instrument('Counter'),
      createUpDownCounter: this.#instrument('UpDownCounter'),
      createGauge: this.#instrument('Gauge'),
      createHistogram: this.#instrument('Histogram'),
      createObservableCounter: this.#observable('ObservableCounter'),
      createObservableUpDownCounter: this.#observable('ObservableUpDownCounter'),
      createObservableGauge: this.#observable('ObservableGauge'),
      addBatchObservableCallback: (
        callback: BatchObservableCallback,
        observables: Observable[],
      ) => {
        observables.forEach((observable) => this.#nameOf(observable));
        this.#batches.add(callback);
      },
      removeBatchObservableCallback: (callback: BatchObservableCallback) => {
        this.#batches.delete(callback);
      },
    } as Meter;
  }

  collect(): void {
    for (const { name, callbacks } of this.#observables.values()) {
      for (const callback of callbacks) {
        void callback({ observe: (value, attributes) => this.#record(name, value, attributes) });
      }
    }
    for (const callback of this.#batches) {
      void callback({
        observe: (observable, value, attributes) =>
          this.#record(this.#nameOf(observable), value, attributes),
      });
    }
  }

  #nameOf(observable: Observable): string {
    const known = this.#observables.get(observable);
    if (known === undefined) throw new Error('not an instrument of this SDK');
    return known.name;
  }

  #record(name: string, value: number, attributes?: Attributes): void {
    this.lines.push(`${name} ${value}${attributes ? ` ${JSON.stringify(attributes)}` : ''}`);
  }

  #instrument(kind: string) {
    return (name: string, options?: MetricOptions) => {
      this.lines.push([kind, name, options?.unit].filter(Boolean).join(' '));
      const record = (value: number, attributes?: Attributes) =>
        this.#record(name, value, attributes);
      return kind.endsWith('Counter') ? { add: record } : { record };
    };
  }

  #observable(kind: string) {
    return (name: string): Observable => {
      this.lines.push(`${kind} ${name}`);
      const callbacks = new Set<ObservableCallback>();
      const observable: Observable = {
        addCallback: (callback) => void callbacks.add(callback),
        removeCallback: (callback) => void callbacks.delete(callback),
      };
      this.#observables.set(observable, { name, callbacks });
      return observable;
    };
  }
}
