import type { AgentOptions } from '../operations/agent';
import type { InferenceOptions, InferenceResult } from '../operations/inference';
import { serverOf } from '../operations/server-address';
import type { TokenUsage } from '../operations/usage';
import type {
  Answer,
  ModelCallEnd,
  ProviderResult,
  RequestEvent,
  StepResult,
  Usage,
} from './ai-events';
import { inputMessages, outputMessages, systemInstructions, toolDefinitions } from './ai-content';
import { providerName } from './provider-names';

/** What a generation and its calls of models have alike. */
function requestOptions(event: RequestEvent) {
  return {
    model: event.modelId,
    maxTokens: event.maxOutputTokens,
    temperature: event.temperature,
    topP: event.topP,
    topK: event.topK,
    presencePenalty: event.presencePenalty,
    frequencyPenalty: event.frequencyPenalty,
    stopSequences: event.stopSequences,
    seed: event.seed,
    ...(event.recordInputs !== false && {
      inputMessages: () => inputMessages(event.messages),
      systemInstructions: () => systemInstructions(event.instructions),
    }),
  };
}

export function agentOptions(event: RequestEvent): AgentOptions {
  return { ...requestOptions(event), name: event.functionId, outputType: outputTypeOf(event) };
}

export function inferenceOptions(
  event: RequestEvent,
  stream: boolean,
  outputType: string | undefined,
): InferenceOptions {
  return {
    ...requestOptions(event),
    provider: providerName(event.provider),
    outputType,
    stream,
    ...(event.recordInputs !== false && { toolDefinitions: () => toolDefinitions(event.tools) }),
  };
}

/** Outputs that are not `text` are JSON of some schema. Without an output the model chooses. */
export function outputTypeOf({ output }: RequestEvent): string | undefined {
  const name = output?.name;
  if (typeof name !== 'string') return undefined;
  return name === 'text' ? 'text' : 'json';
}

export function answerResult({ finishReason, usage, content }: Answer): InferenceResult {
  return {
    ...(finishReason !== undefined && { finishReasons: [finishReason] }),
    ...(usage !== undefined && { usage: tokenUsage(usage) }),
    outputMessages: () => outputMessages(content),
  };
}

export function modelCallResult(event: ModelCallEnd): InferenceResult {
  return {
    ...answerResult(event),
    responseId: event.responseId,
    responseModel: event.modelId,
    // The SDK says with the answer, and not before, where the provider was reached.
    ...serverOf(event.request?.url),
    timeToFirstChunk: secondsOf(event.performance?.timeToFirstOutputMs),
  };
}

/** What a provider has returned itself, which integrations are not told by all versions of the SDK. */
export function providerResult({ response, request }: ProviderResult): InferenceResult {
  const responseModel = response?.modelId;
  return { ...(responseModel !== undefined && { responseModel }), ...serverOf(request?.url) };
}

export function stepResult(step: StepResult): InferenceResult {
  return {
    ...answerResult(step),
    responseId: step.response?.id,
    responseModel: step.response?.modelId,
    ...serverOf(step.request?.url),
  };
}

function tokenUsage(usage: Usage): TokenUsage {
  return {
    inputTokens: usage.inputTokens,
    outputTokens: usage.outputTokens,
    cacheReadInputTokens: usage.inputTokenDetails?.cacheReadTokens,
    cacheWriteInputTokens: usage.inputTokenDetails?.cacheWriteTokens,
    reasoningOutputTokens: usage.outputTokenDetails?.reasoningTokens,
  };
}

function secondsOf(millis: number | undefined): number | undefined {
  return millis === undefined ? undefined : millis / 1000;
}
