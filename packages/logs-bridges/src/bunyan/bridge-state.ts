import type { RecordDestination } from '../bridge/record-destination';
import type { BunyanBridgeConfig } from './bunyan-options';
import { RecordStream } from './record-stream';

/** What the loggers of one bridge share: its stream, and its options, which may change at any time. */
export class BridgeState {
  /** Whether records are changed at all. */
  isEnabled = false;
  isSending = false;
  options: BunyanBridgeConfig = {};
  readonly stream: RecordStream;

  constructor(destination: RecordDestination) {
    this.stream = new RecordStream(destination);
  }

  /** Called when the options or `isEnabled` have changed. */
  apply(isEnabled: boolean, options: BunyanBridgeConfig): void {
    this.isEnabled = isEnabled;
    this.options = options;
    this.isSending = isEnabled && options.disableLogSending !== true;
    this.stream.isActive = this.isSending;
  }
}
