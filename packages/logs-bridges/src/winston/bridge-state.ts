import type { RecordDestination } from '../bridge/record-destination';
import { InfoSender } from './info-sender';
import { InfoTransport } from './info-transport';
import { leastLevelOf, type Levels } from './level-of-severity';
import type { WinstonBridgeConfig } from './winston-options';

/** What the loggers of one bridge share: its options, which may change at any time. */
export class BridgeState {
  /** Whether records are changed at all. */
  isEnabled = false;
  isSending = false;
  options: WinstonBridgeConfig = {};
  readonly #destination: RecordDestination;
  readonly #sender: InfoSender;

  constructor(destination: RecordDestination) {
    this.#destination = destination;
    this.#sender = new InfoSender(destination);
  }

  /** Whether a record is being sent: what is logged meanwhile is not sent. */
  get isBusy(): boolean {
    return this.#destination.isBusy;
  }

  /** Called after the options or `isEnabled` have changed. */
  apply(isEnabled: boolean, options: WinstonBridgeConfig): void {
    this.isEnabled = isEnabled;
    this.options = options;
    this.isSending = isEnabled && options.disableLogSending !== true;
    this.#sender.options = options;
    this.#sender.isActive = this.isSending;
  }

  /** Makes the transport of one logger. */
  makeTransport(levels: Levels): InfoTransport {
    const transport = new InfoTransport((info) => this.#sender.send(info));
    const { logSeverity, severityMapping } = this.options;
    const level =
      logSeverity == null ? undefined : leastLevelOf(logSeverity, levels, severityMapping);
    if (level !== undefined) transport.level = level;
    return transport;
  }
}
