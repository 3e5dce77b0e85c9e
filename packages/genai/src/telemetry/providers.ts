import {
  logs,
  metrics,
  ProxyTracerProvider,
  trace,
  type Logger,
  type LoggerProvider,
  type Meter,
  type MeterProvider,
  type Tracer,
  type TracerProvider,
} from '@opentelemetry/api';

/** The global in which all copies of the API in a process keep the registered parts. */
const kApiGlobals = Symbol.for('opentelemetry.js.api.1');

/** The instrumentation scope. It has no schema URL: the repository of the conventions publishes none yet. */
export interface ScopeName {
  readonly name: string;
  readonly version: string | undefined;
}

/** Providers to use in place of those that are registered with the API. */
export interface GivenProviders {
  readonly tracerProvider?: TracerProvider | undefined;
  readonly meterProvider?: MeterProvider | undefined;
  readonly loggerProvider?: LoggerProvider | undefined;
}

/** Those of a scope that only measures: no provider is ever registered with this proxy. */
const noTracers = new ProxyTracerProvider();
const noLoggers: LoggerProvider = { getLogger: () => ({ emit() {}, enabled: () => false }) };

/** The API's own provider, which passes everything to the one that was registered. */
interface Proxy {
  getDelegate?: () => TracerProvider;
}

/**
 * The tracer, meter and logger of one scope. They follow the providers that are registered with the API, also later.
 *
 * Rejected: the tracers of the API's proxy, which cost a call more for each span.
 */
export class Providers {
  readonly #scope: ScopeName;
  readonly #given: GivenProviders;
  readonly #isGiven: boolean;
  #tracers: TracerProvider | undefined;
  #tracer: Tracer | undefined;
  #meters: MeterProvider | undefined;
  #meter: Meter | undefined;
  #loggers: LoggerProvider | undefined;
  #logger: Logger | undefined;

  constructor(scope: ScopeName, given: GivenProviders, { onlyMeasures = false } = {}) {
    this.#scope = scope;
    this.#given = onlyMeasures
      ? { ...given, tracerProvider: noTracers, loggerProvider: noLoggers }
      : given;
    this.#isGiven = Object.values(given).some((provider) => provider !== undefined);
  }

  /** True while nothing could be received: no provider was given, and none is registered with the API. */
  get isIdle(): boolean {
    if (this.#isGiven) return false;
    const parts = (globalThis as Record<symbol, Record<string, unknown> | undefined>)[kApiGlobals];
    return (
      parts === undefined ||
      (parts['trace'] === undefined &&
        parts['metrics'] === undefined &&
        parts['logs'] === undefined)
    );
  }

  /** False while no meter provider was given, and none is registered: what is measured would be lost. */
  get isMeasured(): boolean {
    if (this.#given.meterProvider !== undefined) return true;
    const parts = (globalThis as Record<symbol, Record<string, unknown> | undefined>)[kApiGlobals];
    return parts?.['metrics'] !== undefined;
  }

  get tracer(): Tracer {
    const given = this.#given.tracerProvider ?? trace.getTracerProvider();
    const provider = (given as Proxy).getDelegate?.() ?? given;
    if (provider !== this.#tracers || this.#tracer === undefined) {
      this.#tracer = provider.getTracer(this.#scope.name, this.#scope.version);
      this.#tracers = provider;
    }
    return this.#tracer;
  }

  /** Stays the same object until there is another provider. */
  get meter(): Meter {
    const provider = this.#given.meterProvider ?? metrics.getMeterProvider();
    if (provider !== this.#meters || this.#meter === undefined) {
      this.#meter = provider.getMeter(this.#scope.name, this.#scope.version);
      this.#meters = provider;
    }
    return this.#meter;
  }

  get logger(): Logger {
    const provider = this.#given.loggerProvider ?? logs.getLoggerProvider();
    if (provider !== this.#loggers || this.#logger === undefined) {
      this.#logger = provider.getLogger(this.#scope.name, this.#scope.version);
      this.#loggers = provider;
    }
    return this.#logger;
  }
}
