import { SpanKind, TraceFlags, type Tracer } from '@opentelemetry/api';

import { makeRecords, type DataRecord } from '../fixtures/records.ts';
import type { MakeWorkload } from './workload.ts';

const eventsPerSpan = 10;
const linksPerSpan = 10;

/** Case `span-events`. A turn is one span of ten events and ten links, as a consumer of a batch of messages makes. */
export const makeEventfulWorkload: MakeWorkload = (turns, seed) => {
  const records = makeRecords(turns, seed);
  return {
    spansPerTurn: 1,
    runTurn: (tracer, turn) => traceBatch(tracer, records, turn % turns),
  };
};

function traceBatch(tracer: Tracer, records: readonly DataRecord[], first: number): void {
  const links = Array.from({ length: linksPerSpan }, (_, index) => {
    const { traceId, spanId } = records[(first + index) % records.length] as DataRecord;
    return {
      context: { traceId, spanId, traceFlags: TraceFlags.SAMPLED },
      attributes: { 'messaging.batch.index': index },
    };
  });
  const span = tracer.startSpan('process batch', { kind: SpanKind.CONSUMER, links });
  for (let index = 0; index < eventsPerSpan; index++) {
    const { id, tenant } = records[(first + index) % records.length] as DataRecord;
    span.addEvent('message handled', { 'messaging.message.id': id, 'app.tenant': tenant });
  }
  span.end();
}
