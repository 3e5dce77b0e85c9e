import type { MeterProvider, TracerProvider } from '@opentelemetry/api';
import { version } from '../../package.json';
import type {
  Instrumentation,
  InstrumentationClass,
  InstrumentationConfig,
} from './instrumentation';
import { Scope } from './scope';

/** The part of an instrumentation that knows its library. */
export interface Recorder<Config> {
  /** Called with checked settings, at first before `start()`. */
  configure(config: Config): void;
  /** Begins to record. */
  start(): void;
  /** Undoes `start()`. */
  stop(): void;
}

/** An instrumentation, as it is written. */
export interface InstrumentationParts<Config extends InstrumentationConfig> {
  /** Name of the instrumentation scope. */
  readonly name: string;
  /** Returns a copy of the settings. @throws `ERR_OTEL_NATIVE_INVALID_OPTION` for a wrong one */
  readonly readOptions: (config: Config) => Config;
  readonly createRecorder: (scope: Scope) => Recorder<Config>;
}

/**
 * Makes the class of an instrumentation. It neither patches nor hooks anything: its recorder does.
 *
 * Rejected: a base class, whose protected methods were part of the public API of each instrumentation.
 */
export function instrumentationClass<Config extends InstrumentationConfig>({
  name,
  readOptions,
  createRecorder,
}: InstrumentationParts<Config>): InstrumentationClass<Config> {
  const read = (config: Config): Config => ({ enabled: true, ...readOptions(config) });
  return class implements Instrumentation<Config> {
    readonly instrumentationName = name;
    readonly instrumentationVersion: string = version;
    readonly #scope = new Scope(name, version);
    readonly #recorder = createRecorder(this.#scope);
    #config: Config;
    #isEnabled = false;

    constructor(config: Config = {} as Config) {
      this.#config = read(config);
      this.#recorder.configure(this.#config);
      if (this.#config.enabled === true) this.enable();
    }

    enable(): void {
      if (this.#isEnabled) return;
      this.#isEnabled = true;
      this.#recorder.start();
    }

    disable(): void {
      if (!this.#isEnabled) return;
      this.#isEnabled = false;
      this.#recorder.stop();
    }

    setTracerProvider(tracerProvider: TracerProvider): void {
      this.#scope.telemetry.useTracers(tracerProvider);
    }

    setMeterProvider(meterProvider: MeterProvider): void {
      this.#scope.telemetry.useMeters(meterProvider);
    }

    /** After an error, the settings stay as they were. */
    setConfig(config: Config): void {
      this.#config = read(config);
      this.#recorder.configure(this.#config);
    }

    getConfig(): Config {
      return this.#config;
    }
  };
}
