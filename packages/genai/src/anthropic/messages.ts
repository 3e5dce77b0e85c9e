import type { Members } from '../clients/members';
import type { ObservedApi } from '../clients/observed-api';
import type { InferenceOptions, InferenceResult } from '../operations/inference';
import type { ClientErrors } from './client-errors';
import { MessageCollector } from './message-collector';
import { resultOf } from './message-result';

/** `client.messages` and `client.beta.messages`. */
export function messagesApi(errors: ClientErrors): ObservedApi<InferenceResult> {
  return {
    start: (genAi, body, provider) => genAi.inference.start({ ...provider, ...optionsOf(body) }),
    resultOf,
    isCancelled: (error) => errors.isAbort(error),
    collector: () => new MessageCollector(),
  };
}

/** More than metrics need: a call inside another one of the same kind completes the span of that one. */
function optionsOf(body: Members): Omit<InferenceOptions, 'provider'> {
  const parameters = {
    model: body['model'],
    stream: body['stream'],
    maxTokens: body['max_tokens'],
    temperature: body['temperature'],
    topP: body['top_p'],
    topK: body['top_k'],
    stopSequences: body['stop_sequences'],
  };
  // The core checks the types of values, and counts the wrong ones.
  return parameters as Omit<InferenceOptions, 'provider'>;
}
