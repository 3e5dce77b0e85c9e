import type { LoggerProvider } from '@opentelemetry/api';
import { hookPackage, type PackageHook } from 'module-hook';
import { readOptions } from 'option-check';
import { BridgeBase } from '../bridge/bridge-base';
import { BridgeState } from './bridge-state';
import { kScope } from './bridged-logger';
import { patchPino } from './patch-pino';
import { pinoBridgeConfigKinds, type PinoBridgeConfig } from './pino-options';

/**
 * Sends the lines of all pino loggers of this thread as log records, in the place of `PinoInstrumentation` of
 * `@opentelemetry/instrumentation-pino`: pass it to `instrumentations` of an SDK. It finds every copy of pino that the application
 * loads or has loaded, by `require` or `import`, and loads nothing itself.
 */
export class PinoBridge extends BridgeBase<PinoBridgeConfig> {
  readonly #state: BridgeState;
  #hook: PackageHook | undefined;

  /** @throws `ERR_OTEL_NATIVE_INVALID_OPTION` for a wrong option */
  constructor(config: PinoBridgeConfig = {}) {
    super(kScope.name, readConfig(config));
    this.#state = new BridgeState(this.getConfig(), false);
    this.enableAsConfigured();
  }

  override setLoggerProvider(loggerProvider: LoggerProvider): void {
    // The API's own proxy stands for whatever is registered later, and hides what a provider offers.
    this.#state.provider = '_getDelegate' in loggerProvider ? undefined : loggerProvider;
  }

  protected override start(): void {
    this.#hook = hookPackage({
      name: 'pino',
      atLeast: '8.0.0',
      below: '11.0.0',
      patch: (pino, { wasLoaded }) => patchPino(pino, this.#state, wasLoaded),
    });
  }

  protected override stop(): void {
    this.#hook?.disable();
    this.#hook = undefined;
  }

  protected override read(config: PinoBridgeConfig): PinoBridgeConfig {
    return readConfig(config);
  }

  protected override configure(isEnabled: boolean, config: PinoBridgeConfig): void {
    this.#state.options = config;
    this.#state.isEnabled = isEnabled;
  }
}

function readConfig(config: PinoBridgeConfig): PinoBridgeConfig {
  return readOptions<PinoBridgeConfig>(config, pinoBridgeConfigKinds);
}
