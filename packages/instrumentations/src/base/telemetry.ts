import {
  metrics,
  trace,
  type Meter,
  type MeterProvider,
  type Tracer,
  type TracerProvider,
} from '@opentelemetry/api';

/** The global in which all copies of the API in a process keep the registered parts. */
const kApiGlobals = Symbol.for('opentelemetry.js.api.1');

/** The API's own provider, which passes everything to the one that was registered. */
interface Proxy {
  getDelegate?: () => TracerProvider;
}

/**
 * The tracer and meter of one instrumentation. They follow the providers that are registered with the API, also later,
 * unless `setTracerProvider` or `setMeterProvider` chose others.
 *
 * Rejected: the tracers of the API's proxy, which cost a call more for each span, and its meters, which stay with the
 * provider that was registered when they were made.
 */
export class Telemetry {
  readonly #name: string;
  readonly #version: string;
  #givenTracers: TracerProvider | undefined;
  #givenMeters: MeterProvider | undefined;
  #tracers: TracerProvider | undefined;
  #tracer: Tracer | undefined;
  #meters: MeterProvider | undefined;
  #meter: Meter | undefined;

  constructor(name: string, version: string) {
    this.#name = name;
    this.#version = version;
  }

  /** True while no SDK could receive anything: no provider was set, and no part is registered with the API. */
  get isIdle(): boolean {
    if (this.#givenTracers !== undefined || this.#givenMeters !== undefined) return false;
    const parts = (globalThis as Record<symbol, Record<string, unknown> | undefined>)[kApiGlobals];
    // A propagator without an SDK passes on the trace context of others.
    return (
      parts === undefined ||
      (parts['trace'] === undefined &&
        parts['metrics'] === undefined &&
        parts['propagation'] === undefined)
    );
  }

  get tracer(): Tracer {
    const given = this.#givenTracers ?? trace.getTracerProvider();
    const provider = (given as Proxy).getDelegate?.() ?? given;
    if (provider !== this.#tracers || this.#tracer === undefined) {
      this.#tracers = provider;
      this.#tracer = provider.getTracer(this.#name, this.#version);
    }
    return this.#tracer;
  }

  /** Stays the same object until there is another provider. */
  get meter(): Meter {
    const provider = this.#givenMeters ?? metrics.getMeterProvider();
    if (provider !== this.#meters || this.#meter === undefined) {
      this.#meters = provider;
      this.#meter = provider.getMeter(this.#name, this.#version);
    }
    return this.#meter;
  }

  /** The registered provider counts as none: an SDK that is registered later replaces it. */
  useTracers(provider: TracerProvider): void {
    this.#givenTracers = provider === trace.getTracerProvider() ? undefined : provider;
  }

  useMeters(provider: MeterProvider): void {
    this.#givenMeters = provider === metrics.getMeterProvider() ? undefined : provider;
  }
}
