import type { LoggerProvider } from '@opentelemetry/api';
import type { Correlating } from './correlation';
import type { SendingSwitch } from './line-stream';
import type { PinoBridgeOptions } from './pino-options';

/** What the loggers of one bridge share: its options, which may change at any time. */
export class BridgeState implements SendingSwitch, Correlating {
  /** The provider that was set; undefined for the one that is registered with the API. */
  provider: LoggerProvider | undefined;
  isSending = false;
  /** What adds the ids of the active span to a line. */
  idsIn: 'mixin' | 'time' | 'nothing' = 'nothing';
  #options: PinoBridgeOptions;
  #isEnabled: boolean;

  constructor(options: PinoBridgeOptions, isEnabled: boolean, provider?: LoggerProvider) {
    this.#options = options;
    this.#isEnabled = isEnabled;
    this.provider = provider;
    this.#apply();
  }

  get options(): PinoBridgeOptions {
    return this.#options;
  }
  set options(options: PinoBridgeOptions) {
    this.#options = options;
    this.#apply();
  }

  get isEnabled(): boolean {
    return this.#isEnabled;
  }
  set isEnabled(isEnabled: boolean) {
    this.#isEnabled = isEnabled;
    this.#apply();
  }

  #apply(): void {
    const { disableLogSending, disableLogCorrelation, spliceIds, logHook } = this.#options;
    this.isSending = this.#isEnabled && disableLogSending !== true;
    if (!this.#isEnabled || disableLogCorrelation === true) this.idsIn = 'nothing';
    else this.idsIn = spliceIds === true && logHook === undefined ? 'time' : 'mixin';
  }
}
