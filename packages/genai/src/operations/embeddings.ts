import { SpanKind } from '@opentelemetry/api';
import type { CallOptions, CallResult } from '../calls/gen-ai-call';
import type { Operation } from '../calls/operation';
import { embeddingsDuration } from '../metrics/instrument-definitions';
import { fields } from '../values/fields';
import { count, text, texts } from '../values/readers';
import { modelFields, optionOf, serverFields, type ServerAddress } from './request';
import { resultUsage, type TokenUsage } from './usage';

/** A call of an embeddings model: client-embeddings.md of the conventions. */
export interface EmbeddingsOptions extends CallOptions, ServerAddress {
  provider: string;
  model?: string | undefined;
  dimensionCount?: number | undefined;
  encodingFormats?: readonly string[] | undefined;
  /** Whether the model runs in this process: the span is then INTERNAL. Default: false. */
  isInProcess?: boolean | undefined;
}

/** What an embeddings model answered. */
export interface EmbeddingsResult extends CallResult {
  responseModel?: string | undefined;
  dimensionCount?: number | undefined;
  usage?: Pick<TokenUsage, 'inputTokens'> | undefined;
}

export const embeddings: Operation = {
  kind: 'embeddings',
  name: () => 'embeddings',
  target: (options) => optionOf(options, 'model'),
  spanKind: (options) =>
    optionOf(options, 'isInProcess') === true ? SpanKind.INTERNAL : SpanKind.CLIENT,
  optionFields: [
    ...modelFields,
    ...serverFields,
    ...fields({
      dimensionCount: ['gen_ai.embeddings.dimension.count', count],
      encodingFormats: ['gen_ai.request.encoding_formats', texts],
    }),
  ],
  resultFields: [
    ...fields({
      responseModel: ['gen_ai.response.model', text],
      dimensionCount: ['gen_ai.embeddings.dimension.count', count],
    }),
    ...resultUsage.filter(({ attribute }) => attribute === 'gen_ai.usage.input_tokens'),
  ],
  optionContent: [],
  resultContent: [],
  duration: embeddingsDuration,
  exceptionEvent: 'gen_ai.client.embeddings.exception',
  joinsOuter: true,
  measures: 'embeddings',
};
