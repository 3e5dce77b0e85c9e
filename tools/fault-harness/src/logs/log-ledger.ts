import { isDeepStrictEqual } from 'node:util';
import { decodeLogs, type ReceivedLog } from 'otlp-receiver';
import { ItemLedger } from '../item-ledger.ts';
import { logContentOf } from './log-content.ts';

/** Receiver-side accounting of log records, of which each span of an application has one: by the id of the span. */
export class LogLedger extends ItemLedger<ReceivedLog> {
  readonly #textBytes: number;

  /** @param textBytes what the application was told, so that contents can be compared */
  constructor(textBytes: number) {
    super();
    this.#textBytes = textBytes;
  }

  protected override decode(body: Buffer): ReceivedLog[] {
    return decodeLogs(body);
  }

  protected override idOf({ spanId }: ReceivedLog): string {
    return spanId;
  }

  protected override isIntact({
    eventName,
    severityNumber,
    body,
    attributes,
    flags,
  }: ReceivedLog): boolean {
    const expected = logContentOf(Number(attributes['index']), this.#textBytes);
    const received = { eventName, severityNumber, body, attributes };
    return flags === 1 && isDeepStrictEqual(received, expected);
  }
}
