import { SpanKind } from '@opentelemetry/api';
import type { CallOptions, CallResult } from '../calls/gen-ai-call';
import type { Operation } from '../calls/operation';
import { operationDuration } from '../metrics/instrument-definitions';
import { fields } from '../values/fields';
import { text } from '../values/readers';
import { responseFields } from './inference';
import { outputContent, type OutputContent } from './messages';
import { modelFields, serverFields, type ServerAddress } from './request';

/** A request for an answer that the provider has stored. It uses no tokens. */
export interface FetchResponseOptions extends CallOptions, ServerAddress {
  provider: string;
  responseId?: string | undefined;
  /** The place in a stored stream from which to read on. */
  streamCursor?: string | undefined;
}

/** The stored answer. */
export interface FetchResponseResult extends CallResult, OutputContent {
  responseModel?: string | undefined;
  /** `completed`, `in_progress`, as the provider names it. */
  responseStatus?: string | undefined;
  finishReasons?: readonly string[] | undefined;
}

export const fetchResponse: Operation = {
  kind: 'fetchResponse',
  name: () => 'fetch_response',
  target: () => undefined,
  spanKind: () => SpanKind.CLIENT,
  optionFields: [
    ...modelFields,
    ...serverFields,
    ...fields({
      responseId: ['gen_ai.response.id', text],
      streamCursor: ['gen_ai.request.stream_cursor', text],
    }),
  ],
  resultFields: [
    ...responseFields,
    ...fields({ responseStatus: ['gen_ai.response.status', text] }),
  ],
  optionContent: [],
  resultContent: outputContent,
  duration: operationDuration,
  exceptionEvent: 'gen_ai.client.operation.exception',
  joinsOuter: true,
};
