import type { OtlpBatch, OtlpSink, OtlpSinkResult } from '@otel-native/api-bridge';
import { decodeSpans, type DecodedSpan } from './decode-otlp';

/** Keeps every batch; what it answers can be set. */
export class CollectingSink implements OtlpSink {
  readonly name = 'collecting';
  readonly batches: OtlpBatch[] = [];
  shutdowns = 0;
  /** Asked for each batch before it is kept; a batch answered with anything but ok is not kept. */
  answer: (batch: OtlpBatch) => OtlpSinkResult | Promise<OtlpSinkResult>;

  constructor(answer: CollectingSink['answer'] = () => ({ status: 'ok' })) {
    this.answer = answer;
  }

  async exportOtlp(batch: OtlpBatch): Promise<OtlpSinkResult> {
    const result = await this.answer(batch);
    if (result.status === 'ok') this.batches.push(batch);
    return result;
  }

  async shutdown(): Promise<void> {
    this.shutdowns++;
  }

  get itemCount(): number {
    return this.batches.reduce((sum, batch) => sum + batch.itemCount, 0);
  }

  spans(): DecodedSpan[] {
    return this.batches.flatMap(({ bytes }) => decodeSpans(bytes));
  }
}
