import type { LoggerProvider } from '@opentelemetry/api';
import { version } from '../../package.json';
import type { BridgeConfig, Instrumentation } from './instrumentation';

/** What the bridges share: settings and their life. It neither patches nor hooks anything: `start()` and `stop()` do. */
export abstract class BridgeBase<Config extends BridgeConfig> implements Instrumentation<Config> {
  readonly instrumentationName: string;
  readonly instrumentationVersion: string = version;
  #config: Config;
  #isEnabled = false;

  /** The constructor of the bridge calls `enableAsConfigured()` when its own fields are set. */
  protected constructor(name: string, config: Config) {
    this.instrumentationName = name;
    this.#config = { enabled: true, ...config };
  }

  /** Begins to send. */
  protected abstract start(): void;
  /** Undoes `start()`. */
  protected abstract stop(): void;
  /** Returns a copy of the settings. @throws `ERR_OTEL_NATIVE_INVALID_OPTION` for a wrong one */
  protected abstract read(config: Config): Config;
  /** Called before `start()`, before `stop()`, and when the settings have changed meanwhile. */
  protected abstract configure(isEnabled: boolean, config: Config): void;

  enable(): void {
    if (this.#isEnabled) return;
    this.#setEnabled(true);
    this.start();
  }

  disable(): void {
    if (!this.#isEnabled) return;
    this.#setEnabled(false);
    this.stop();
  }

  #setEnabled(isEnabled: boolean): void {
    this.#isEnabled = isEnabled;
    this.#config = { ...this.#config, enabled: isEnabled };
    this.configure(isEnabled, this.#config);
  }

  setTracerProvider(): void {}

  setMeterProvider(): void {}

  abstract setLoggerProvider(loggerProvider: LoggerProvider): void;

  /** @throws `ERR_OTEL_NATIVE_INVALID_OPTION` for a wrong setting; the settings then stay as they were */
  setConfig(config: Config = {} as Config): void {
    this.#config = { ...this.read(config), enabled: this.#isEnabled };
    this.configure(this.#isEnabled, this.#config);
  }

  getConfig(): Config {
    return this.#config;
  }

  protected enableAsConfigured(): void {
    if (this.#config.enabled === true) this.enable();
  }
}
