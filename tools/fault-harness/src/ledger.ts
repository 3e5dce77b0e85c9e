import { decodeSpans, type ReceivedSpan } from 'otlp-receiver';
import { ItemLedger } from './item-ledger.ts';
import { contentOf } from './span-content.ts';

/** Receiver-side accounting by span id. */
export class Ledger extends ItemLedger<ReceivedSpan> {
  readonly #textBytes: number;

  /** @param textBytes what the application was told, so that contents can be compared */
  constructor(textBytes: number) {
    super();
    this.#textBytes = textBytes;
  }

  protected override decode(body: Buffer): ReceivedSpan[] {
    return decodeSpans(body);
  }

  protected override idOf({ spanId }: ReceivedSpan): string {
    return spanId;
  }

  protected override isIntact({
    name,
    attributes: { index, digest, text },
  }: ReceivedSpan): boolean {
    const expected = contentOf(Number(index), this.#textBytes);
    return (
      name === expected.name &&
      digest === expected.attributes.digest &&
      text === expected.attributes.text
    );
  }
}
