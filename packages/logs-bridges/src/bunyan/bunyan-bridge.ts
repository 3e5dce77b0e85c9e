import type { LoggerProvider } from '@opentelemetry/api';
import { hookPackage, type PackageHook } from 'module-hook';
import { readOptions } from 'option-check';
import { version } from '../../package.json';
import { BridgeBase } from '../bridge/bridge-base';
import { RecordDestination } from '../bridge/record-destination';
import { BridgeState } from './bridge-state';
import { bridgeKinds, type BunyanBridgeConfig } from './bunyan-options';
import { fieldFormat } from './bunyan-record';
import { kScopeName } from './bunyan-stream';
import { patchLoggers, type BunyanExports } from './logger-patch';

/**
 * Sends the records of all bunyan loggers, and adds the ids of the active span to what they write. Takes the place of
 * `@opentelemetry/instrumentation-bunyan`, and leaves loggers alone whose records something else sends.
 */
export class BunyanBridge extends BridgeBase<BunyanBridgeConfig> {
  readonly #destination = new RecordDestination(
    { name: kScopeName, version },
    undefined,
    fieldFormat,
  );
  readonly #state = new BridgeState(this.#destination);
  #hook: PackageHook | undefined;

  /** @throws `ERR_OTEL_NATIVE_INVALID_OPTION` for a wrong option */
  constructor(config: BunyanBridgeConfig = {}) {
    super(kScopeName, readOptions<BunyanBridgeConfig>(config, bridgeKinds));
    this.enableAsConfigured();
  }

  override setLoggerProvider(loggerProvider: LoggerProvider): void {
    this.#destination.provider = loggerProvider;
  }

  protected override start(): void {
    this.#hook = hookPackage({
      name: 'bunyan',
      atLeast: '1.0.0',
      below: '3.0.0',
      patch: (exports) => patchLoggers(exports as BunyanExports, this.#state),
    });
  }

  protected override stop(): void {
    this.#hook?.disable();
    this.#hook = undefined;
  }

  protected override read(config: BunyanBridgeConfig): BunyanBridgeConfig {
    return readOptions<BunyanBridgeConfig>(config, bridgeKinds);
  }

  protected override configure(isEnabled: boolean, config: BunyanBridgeConfig): void {
    this.#state.apply(isEnabled, config);
  }
}
