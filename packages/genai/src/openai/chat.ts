import type { InferenceOptions, InferenceResult } from '../operations/inference';
import { formatOf, headOf, reasonOf } from './answers';
import { ChatCollector } from './chat-collector';
import { inputMessages, outputMessages, toolDefinitions } from './chat-content';
import { known, listOf, membersOf, type Members } from '../clients/members';
import type { ObservedApi } from '../clients/observed-api';
import { tokenUsage } from './token-usage';

/** `client.chat.completions`. */
export const chatApi: ObservedApi<InferenceResult> = {
  start: (genAi, body, provider) => genAi.inference.start({ ...provider, ...optionsOf(body) }),
  resultOf: (answer) => ({
    ...headOf(answer),
    finishReasons: listOf(answer['choices']).map((choice) => reasonOf(choice['finish_reason'])),
    usage: tokenUsage(answer['usage']),
    outputMessages: () => outputMessages(answer['choices']),
  }),
  collector: (keepsContent) => new ChatCollector(keepsContent),
};

function optionsOf(body: Members): Omit<InferenceOptions, 'provider'> {
  const tier = body['service_tier'];
  // The core checks the types of values, and counts the wrong ones.
  const parameters = {
    model: body['model'],
    choiceCount: body['n'],
    seed: body['seed'],
    stream: body['stream'],
    temperature: body['temperature'],
    topP: body['top_p'],
    frequencyPenalty: body['frequency_penalty'],
    presencePenalty: body['presence_penalty'],
    maxTokens: body['max_completion_tokens'] ?? body['max_tokens'],
    stopSequences: typeof body['stop'] === 'string' ? [body['stop']] : body['stop'],
    reasoningLevel: body['reasoning_effort'],
    outputType: outputTypeOf(body),
  } as Omit<InferenceOptions, 'provider'>;
  return {
    ...parameters,
    attributes: known({
      'openai.api.type': 'chat_completions',
      'openai.request.service_tier': tier === 'auto' ? undefined : tier,
    }),
    inputMessages: () => inputMessages(body['messages']),
    toolDefinitions: () => toolDefinitions(body['tools']),
  };
}

function outputTypeOf(body: Members): string | undefined {
  const modalities = body['modalities'];
  if (Array.isArray(modalities) && modalities.includes('audio')) return 'speech';
  return formatOf(membersOf(body['response_format'])['type']);
}
