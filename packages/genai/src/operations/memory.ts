import { SpanKind } from '@opentelemetry/api';
import type { CallOptions, CallResult } from '../calls/gen-ai-call';
import type { Operation } from '../calls/operation';
import type { Content } from '../content/message-types';
import { operationDuration } from '../metrics/instrument-definitions';
import { fields } from '../values/fields';
import { count, text } from '../values/readers';
import { modelFields, optionOf, serverFields, textOption, type ServerAddress } from './request';

/** What is done with a memory. */
export type MemoryOperation =
  | 'create_memory'
  | 'update_memory'
  | 'upsert_memory'
  | 'search_memory'
  | 'delete_memory'
  | 'create_memory_store'
  | 'delete_memory_store';

/** Work with the memory of an agent. */
export interface MemoryOptions extends CallOptions, ServerAddress {
  operation: MemoryOperation | (string & {});
  /** The external service that holds the memory. Without it the memory is in this process, and the span is INTERNAL. */
  provider?: string | undefined;
  storeId?: string | undefined;
  recordId?: string | undefined;
  recordCount?: number | undefined;
  /** Recorded only if content is captured. */
  query?: Content<string> | undefined;
  /** Records that are written. Recorded only if content is captured. */
  records?: Content<readonly object[]> | undefined;
}

/** What the memory answered. */
export interface MemoryResult extends CallResult {
  storeId?: string | undefined;
  recordId?: string | undefined;
  recordCount?: number | undefined;
  /** Records that were found. Recorded only if content is captured. */
  records?: Content<readonly object[]> | undefined;
}

const memoryFields = fields({
  storeId: ['gen_ai.memory.store.id', text],
  recordId: ['gen_ai.memory.record.id', text],
  recordCount: ['gen_ai.memory.record.count', count],
});
const records = { option: 'records', attribute: 'gen_ai.memory.records' };

export const memory: Operation = {
  kind: 'memory',
  name: (options) => textOption(options, 'operation', 'search_memory'),
  target: () => undefined,
  spanKind: (options) =>
    optionOf(options, 'provider') === undefined ? SpanKind.INTERNAL : SpanKind.CLIENT,
  optionFields: [...modelFields, ...serverFields, ...memoryFields],
  resultFields: memoryFields,
  optionContent: [{ option: 'query', attribute: 'gen_ai.memory.query.text' }, records],
  resultContent: [records],
  duration: operationDuration,
  exceptionEvent: 'gen_ai.client.operation.exception',
};
