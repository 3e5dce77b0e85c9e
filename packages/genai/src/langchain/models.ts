import { known, listOf, membersOf, textOf, type Members } from '../clients/members';
import type { InferenceOptions, InferenceResult } from '../operations/inference';
import { serverOf } from '../operations/server-address';
import { conversationOf } from './graphs';
import { inputMessages, outputMessages, toolDefinitions } from './langchain-content';
import { providerName } from './provider-names';
import { tokenUsage } from './token-usage';

type Given = readonly [model: Members, extra: Members, metadata: Members];

/** @param messages the list of the messages of one request */
export function chatOptions(messages: unknown, ...given: Given): InferenceOptions {
  return {
    ...optionsOf(...given),
    inputMessages: () => inputMessages(Array.isArray(messages) ? messages[0] : undefined),
  };
}

/** @param prompts the list of the prompt of one request */
export function completionOptions(prompts: unknown, ...given: Given): InferenceOptions {
  return {
    ...optionsOf(...given),
    operation: 'text_completion',
    inputMessages: () => inputMessages(Array.isArray(prompts) ? prompts[0] : undefined),
  };
}

function optionsOf(model: Members, extra: Members, metadata: Members): InferenceOptions {
  const request = membersOf(extra['invocation_params']);
  const about = membersOf(model['kwargs']);
  const stop = request['stop'] ?? request['stop_sequences'] ?? metadata['ls_stop'];
  const name = request['model'] ?? request['model_name'] ?? metadata['ls_model_name'];
  // The core checks the types of values, and counts the wrong ones.
  const parameters = {
    model: name ?? about['model'],
    temperature: request['temperature'] ?? metadata['ls_temperature'],
    maxTokens: atLeastOne(
      request['max_completion_tokens'] ?? request['max_tokens'] ?? metadata['ls_max_tokens'],
    ),
    topP: request['top_p'],
    topK: request['top_k'],
    frequencyPenalty: request['frequency_penalty'],
    presencePenalty: request['presence_penalty'],
    choiceCount: request['n'],
    seed: request['seed'],
    stream: request['stream'],
    stopSequences: typeof stop === 'string' ? [stop] : stop,
    reasoningLevel: request['reasoning_effort'] ?? membersOf(request['reasoning'])['effort'],
    outputType: outputTypeOf(request),
  } as Omit<InferenceOptions, 'provider'>;
  const server = serverOf(
    membersOf(about['configuration'])['baseURL'] ?? about['base_url'] ?? about['baseUrl'],
  );
  return {
    ...(known(parameters as Members) as typeof parameters),
    ...server,
    provider: providerName(metadata['ls_provider'], model['id'], server.serverAddress),
    conversationId: conversationOf(metadata),
    toolDefinitions: () =>
      toolDefinitions(request['tools'] ?? membersOf(extra['options'])['tools']),
  };
}

/** Models without a limit say -1. */
function atLeastOne(limit: unknown): unknown {
  return typeof limit === 'number' && limit < 1 ? undefined : limit;
}

function outputTypeOf(request: Members): string | undefined {
  const format = membersOf(request['response_format'] ?? membersOf(request['text'])['format']);
  const type = textOf(format['type']);
  return type?.startsWith('json') === true ? 'json' : type;
}

/** Returns what a model answered: a list of choices for the one request. */
export function modelResult(output: Members): InferenceResult {
  const [choices] = Array.isArray(output['generations']) ? output['generations'] : [];
  const generations = listOf(choices);
  const message = membersOf(generations[0]?.['message']);
  const about = membersOf(message['response_metadata']);
  const total = membersOf(output['llmOutput']);
  const reasons = generations.map(finishReasonOf);
  return {
    responseId: responseIdOf(message, about),
    responseModel: textOf(about['model_name'] ?? about['model'] ?? total['model_name']),
    ...(reasons.some((reason) => reason !== undefined) && {
      finishReasons: reasons.map((reason) => reason ?? 'error'),
    }),
    usage: tokenUsage(message['usage_metadata'], total['tokenUsage']),
    outputMessages: () => outputMessages(generations),
  };
}

/** Without an id of the provider, LangChain makes one of the id of the run. */
function responseIdOf(message: Members, about: Members): string | undefined {
  const id = textOf(about['id']) ?? textOf(message['id']);
  return id?.startsWith('run-') === true || id === '' ? undefined : id;
}

function finishReasonOf(generation: Members): string | undefined {
  const message = membersOf(generation['message']);
  const about = {
    ...membersOf(message['response_metadata']),
    ...membersOf(generation['generationInfo']),
  };
  const names = ['finish_reason', 'stop_reason', 'finishReason', 'stopReason', 'done_reason'];
  const reason = names.map((name) => textOf(about[name])).find((text) => text !== undefined);
  return reason ?? reasonOfStatus(message, about);
}

/** Responses of OpenAI have a status, in the words of chats as in `@otel-native/genai/openai`. */
function reasonOfStatus(message: Members, about: Members): string | undefined {
  switch (about['status']) {
    case 'completed':
      return listOf(message['tool_calls']).length > 0 ? 'tool_calls' : 'stop';
    case 'incomplete': {
      const { reason } = membersOf(about['incomplete_details']);
      return reason === 'content_filter' ? 'content_filter' : 'length';
    }
    default:
      return undefined;
  }
}
