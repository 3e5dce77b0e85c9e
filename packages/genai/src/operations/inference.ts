import { SpanKind } from '@opentelemetry/api';
import type { CallOptions, CallResult } from '../calls/gen-ai-call';
import type { Operation } from '../calls/operation';
import { inferenceDuration } from '../metrics/instrument-definitions';
import { fields } from '../values/fields';
import { duration, onlyTrue, text, texts } from '../values/readers';
import { inputContent, outputContent, type InputContent, type OutputContent } from './messages';
import {
  modelFields,
  optionOf,
  requestFields,
  serverFields,
  textOption,
  type RequestParameters,
  type ServerAddress,
} from './request';
import { resultUsage, type TokenUsage } from './usage';

/** A call of a model: https://github.com/open-telemetry/semantic-conventions-genai, client-inference.md */
export interface InferenceOptions
  extends CallOptions, RequestParameters, ServerAddress, InputContent {
  /** Default: `chat`. */
  operation?: 'chat' | 'generate_content' | 'text_completion' | (string & {}) | undefined;
  /** `openai`, `anthropic`, `aws.bedrock`, or another name. */
  provider: string;
  /** The model that is asked for. */
  model?: string | undefined;
  /** An id that the application knows the conversation by, never a made-up one. Default: that of `withConversation`. */
  conversationId?: string | undefined;
  previousResponseId?: string | undefined;
  promptName?: string | undefined;
  promptVersion?: string | undefined;
  /** Values that were put into the prompt. They may be personal data, and are recorded whenever they are given. */
  promptVariables?: Readonly<Record<string, string>> | undefined;
  /** Whether the model runs in this process: the span is then INTERNAL. Default: false. */
  isInProcess?: boolean | undefined;
}

/** What a model answered. */
export interface InferenceResult extends CallResult, ServerAddress, OutputContent {
  responseId?: string | undefined;
  /** The model that answered. */
  responseModel?: string | undefined;
  /** Why each choice ended: `stop`, `length`, `tool_call`. */
  finishReasons?: readonly string[] | undefined;
  usage?: TokenUsage | undefined;
  /** Whether the provider compacted the conversation. */
  isCompacted?: boolean | undefined;
  /** Known only with the answer for some providers. */
  conversationId?: string | undefined;
  /** In seconds, from a library that measures it. Default: what `stream` and `chunk` measure. */
  timeToFirstChunk?: number | undefined;
}

export const responseFields = fields({
  responseId: ['gen_ai.response.id', text],
  responseModel: ['gen_ai.response.model', text],
  finishReasons: ['gen_ai.response.finish_reasons', texts],
});

export const inference: Operation = {
  kind: 'inference',
  name: (options) => textOption(options, 'operation', 'chat'),
  target: (options) => optionOf(options, 'model'),
  spanKind: (options) =>
    optionOf(options, 'isInProcess') === true ? SpanKind.INTERNAL : SpanKind.CLIENT,
  optionFields: [
    ...modelFields,
    ...serverFields,
    ...requestFields,
    ...fields({
      conversationId: ['gen_ai.conversation.id', text],
      previousResponseId: ['gen_ai.request.previous_response.id', text],
      promptName: ['gen_ai.prompt.name', text],
      promptVersion: ['gen_ai.prompt.version', text],
    }),
  ],
  resultFields: [
    ...responseFields,
    ...serverFields,
    ...resultUsage,
    ...fields({
      timeToFirstChunk: ['gen_ai.response.time_to_first_chunk', duration],
      isCompacted: ['gen_ai.conversation.compacted', onlyTrue],
      conversationId: ['gen_ai.conversation.id', text],
    }),
  ],
  optionContent: inputContent,
  resultContent: outputContent,
  duration: inferenceDuration,
  exceptionEvent: 'gen_ai.client.inference.exception',
  joinsOuter: true,
  measures: 'inference',
  isInConversation: true,
};
