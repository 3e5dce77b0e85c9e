import type { AttributeValue, Attributes, Tracer } from '@opentelemetry/api';

import { makeRecords, type DataRecord } from '../fixtures/records.ts';
import type { MakeWorkload } from './workload.ts';

/** Case `span-deep`. A turn is one span of three attributes, two of which are maps in lists in maps. */
export const makeDeepWorkload: MakeWorkload = (turns, seed) => {
  const records = makeRecords(turns, seed);
  return {
    spansPerTurn: 1,
    runTurn: (tracer, turn) => traceMessages(tracer, records[turn % turns] as DataRecord),
  };
};

function traceMessages(tracer: Tracer, record: DataRecord): void {
  const attributes: Attributes = {
    'gen_ai.operation.name': 'chat',
    'gen_ai.input.messages': nested(inputMessages(record)),
    'gen_ai.output.messages': nested(outputMessages(record)),
  };
  tracer.startSpan('chat', { attributes }).end();
}

/** The type of the API does not know nested values, which the data model and both SDKs do. */
function nested(value: object): AttributeValue {
  return value as unknown as AttributeValue;
}

function inputMessages({ id, tenant, tags, counts }: DataRecord): object[] {
  return [
    { role: 'system', parts: [{ type: 'text', content: `You help the customers of ${tenant}.` }] },
    {
      role: 'user',
      parts: [
        { type: 'text', content: 'Where is my order?' },
        { type: 'metadata', content: { order: { id, items: counts.slice(0, 4), tags } } },
      ],
    },
  ];
}

function outputMessages({ id, region, ratio, cached }: DataRecord): object[] {
  const lookUp = { id, region, options: { cached, threshold: ratio, fields: ['state', 'eta'] } };
  return [
    {
      role: 'assistant',
      parts: [{ type: 'tool_call', id, name: 'search_orders', arguments: lookUp }],
      finish_reason: 'tool_call',
    },
  ];
}
