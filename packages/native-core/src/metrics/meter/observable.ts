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

  /** Reads no property of the value, unlike `instanceof`: a revoked proxy would throw. */
  static is(value: unknown): value is ObservableInstrument {
    return typeof value === 'object' && value !== null && #registry in value;
  }

  /** Returns whether the instrument belongs to this provider. Ids of streams are valid within one provider only. */
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
