import type { Observable, ObservableCallback } from '@opentelemetry/api';
import type { Stream } from '../aggregation/stream';
import type { Descriptor } from '../aggregation/descriptor';

/** Keeps the callbacks of a provider's instruments. */
export interface CallbackRegistry {
  addCallback(callback: ObservableCallback, instrument: ObservableInstrument): void;
  removeCallback(callback: ObservableCallback, instrument: ObservableInstrument): void;
}

/** An observable counter, up-down counter or gauge. */
export class ObservableInstrument implements Observable {
  readonly descriptor: Descriptor;
  readonly streams: readonly Stream[];
  readonly #registry: CallbackRegistry;

  constructor(descriptor: Descriptor, streams: readonly Stream[], registry: CallbackRegistry) {
    this.descriptor = descriptor;
    this.streams = streams;
    this.#registry = registry;
  }

  /** Asks the value for nothing, as `instanceof` would: a revoked proxy throws. */
  static is(value: unknown): value is ObservableInstrument {
    return typeof value === 'object' && value !== null && #registry in value;
  }

  /** Streams and series are numbered by provider: values must not go to another. */
  belongsTo(registry: CallbackRegistry): boolean {
    return registry === this.#registry;
  }

  addCallback(callback: ObservableCallback): void {
    this.#registry.addCallback(callback, this);
  }
  removeCallback(callback: ObservableCallback): void {
    this.#registry.removeCallback(callback, this);
  }
}
