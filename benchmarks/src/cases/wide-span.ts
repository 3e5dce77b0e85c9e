import { SpanKind, type Attributes, type Tracer } from '@opentelemetry/api';

import { makeRecords, type DataRecord } from '../fixtures/records.ts';
import type { MakeWorkload } from './workload.ts';

/** Case `span-wide`. A turn is one span of 32 attributes, as code that tells all it knows makes them. */
export const makeWideWorkload: MakeWorkload = (turns, seed) => {
  const records = makeRecords(turns, seed);
  return {
    spansPerTurn: 1,
    runTurn: (tracer, turn) => traceJob(tracer, records[turn % turns] as DataRecord),
  };
};

function traceJob(tracer: Tracer, record: DataRecord): void {
  const span = tracer.startSpan('run job', {
    kind: SpanKind.CONSUMER,
    attributes: knownAtStart(record),
  });
  span.setAttributes(knownAtEnd(record));
  span.end();
}

/** 16 attributes. */
function knownAtStart({ id, tenant, region, tags, cached, ratio }: DataRecord): Attributes {
  return {
    'messaging.system': 'kafka',
    'messaging.operation.name': 'process',
    'messaging.destination.name': 'jobs',
    'messaging.message.id': id,
    'messaging.consumer.group.name': 'workers',
    'cloud.region': region,
    'app.tenant': tenant,
    'app.tenant.plan': 'enterprise',
    'app.job.kind': 'reindex',
    'app.job.version': 3,
    'app.job.tags': tags,
    'app.job.cached': cached,
    'app.job.priority': ratio,
    'app.flag.new_parser': true,
    'app.flag.compact': false,
    'thread.name': 'main',
  };
}

/** 16 more. */
function knownAtEnd({ counts, ratio, id }: DataRecord): Attributes {
  return {
    'app.rows.read': counts[0],
    'app.rows.written': counts[1],
    'app.rows.skipped': counts[2],
    'app.bytes.read': counts[3],
    'app.bytes.written': counts[4],
    'app.pages.read': counts[5],
    'app.cache.hits': counts[6],
    'app.cache.misses': counts[7],
    'app.locks.waited': counts[8],
    'app.retries': counts[9],
    'app.queue.depth': counts[10],
    'app.queue.age_ms': counts[11],
    'app.load': ratio,
    'app.result.id': id,
    'app.result.code': 'ok',
    'app.result.complete': true,
  };
}
