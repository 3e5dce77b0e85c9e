import type { LoggerProvider } from '@opentelemetry/api';
import { hookPackage, type PackageHook } from 'module-hook';
import { readOptions } from 'option-check';
import { version } from '../../package.json';
import { BridgeBase } from '../bridge/bridge-base';
import { RecordDestination } from '../bridge/record-destination';
import { BridgeState } from './bridge-state';
import { patchLoggers } from './logger-patch';
import { patchOldLoggers } from './old-logger-patch';
import { bridgeKinds, type WinstonBridgeConfig } from './winston-options';
import { fieldFormat } from './winston-record';
import { kScopeName } from './winston-transport';

/** Exports of `winston/lib/winston/logger.js`: a class since version 3, before that an object that holds it. */
type LoggerFile = { prototype: object } | { Logger: { prototype: object } };

/**
 * Sends the records of all winston loggers, and adds the ids of the active span to what they write. Takes the place of
 * `@opentelemetry/instrumentation-winston`, and leaves loggers alone whose records something else sends. Loggers of winston 1 and 2
 * get the ids only.
 */
export class WinstonBridge extends BridgeBase<WinstonBridgeConfig> {
  readonly #destination = new RecordDestination(
    { name: kScopeName, version },
    undefined,
    fieldFormat,
  );
  readonly #state = new BridgeState(this.#destination);
  #hook: PackageHook | undefined;

  /** @throws `ERR_OTEL_NATIVE_INVALID_OPTION` for a wrong option */
  constructor(config: WinstonBridgeConfig = {}) {
    super(kScopeName, readOptions<WinstonBridgeConfig>(config, bridgeKinds));
    this.enableAsConfigured();
  }

  override setLoggerProvider(loggerProvider: LoggerProvider): void {
    this.#destination.provider = loggerProvider;
  }

  protected override start(): void {
    this.#hook = hookPackage({
      name: 'winston',
      file: 'lib/winston/logger.js',
      atLeast: '1.0.0',
      below: '4.0.0',
      patch: (exports) => {
        const file = exports as LoggerFile;
        return 'Logger' in file
          ? patchOldLoggers(file.Logger.prototype, this.#state)
          : patchLoggers(file.prototype, this.#state);
      },
    });
  }

  protected override stop(): void {
    this.#hook?.disable();
    this.#hook = undefined;
  }

  protected override read(config: WinstonBridgeConfig): WinstonBridgeConfig {
    return readOptions<WinstonBridgeConfig>(config, bridgeKinds);
  }

  protected override configure(isEnabled: boolean, config: WinstonBridgeConfig): void {
    this.#state.apply(isEnabled, config);
  }
}
