import { SpanKind } from '@opentelemetry/api';
import type { CallOptions, CallResult } from '../calls/gen-ai-call';
import type { Operation } from '../calls/operation';
import type { Content } from '../content/message-types';
import { operationDuration } from '../metrics/instrument-definitions';
import { fields } from '../values/fields';
import { count, text } from '../values/readers';
import { modelFields, optionOf, serverFields, type ServerAddress } from './request';

/** A search for documents, as in a vector store. */
export interface RetrievalOptions extends CallOptions, ServerAddress {
  dataSourceId?: string | undefined;
  provider?: string | undefined;
  model?: string | undefined;
  /** The largest number of documents that was asked for. */
  topK?: number | undefined;
  /** Recorded only if content is captured. */
  query?: Content<string> | undefined;
}

/** A document that was found. */
export interface RetrievedDocument {
  id?: string | undefined;
  score?: number | undefined;
  [more: string]: unknown;
}

/** What was found. */
export interface RetrievalResult extends CallResult {
  /** Recorded only if content is captured. */
  documents?: Content<readonly RetrievedDocument[]> | undefined;
}

export const retrieval: Operation = {
  kind: 'retrieval',
  name: () => 'retrieval',
  target: (options) => optionOf(options, 'dataSourceId'),
  spanKind: () => SpanKind.CLIENT,
  optionFields: [
    ...modelFields,
    ...serverFields,
    ...fields({
      dataSourceId: ['gen_ai.data_source.id', text],
      topK: ['gen_ai.retrieval.top_k', count],
    }),
  ],
  resultFields: [],
  optionContent: [{ option: 'query', attribute: 'gen_ai.retrieval.query.text' }],
  resultContent: [{ option: 'documents', attribute: 'gen_ai.retrieval.documents' }],
  duration: operationDuration,
  exceptionEvent: 'gen_ai.client.operation.exception',
  joinsOuter: true,
};
