import { known, listOf, membersOf, textOf, type Members } from '../clients/members';
import type { InputMessage } from '../content/message-types';
import type { InferenceOptions, InferenceResult } from '../operations/inference';
import { chatApi } from '../openai/chat';
import { inputMessages } from '../openai/chat-content';
import { responsesApi } from '../openai/responses';
import { inputItems } from '../openai/responses-content';
import { tokenUsage } from '../openai/token-usage';

/** Returns what is known of a request, of which the SDK tells less at the start than at the end. */
export function requestOptions(data: Members): Omit<InferenceOptions, 'provider'> {
  const settings = membersOf(data['model_config']);
  // The core checks the types of values, and counts the wrong ones.
  return known({
    model: data['model'],
    temperature: settings['temperature'],
    topP: settings['top_p'],
    frequencyPenalty: settings['frequency_penalty'],
    presencePenalty: settings['presence_penalty'],
    reasoningLevel: settings['reasoning_effort'],
  }) as Omit<InferenceOptions, 'provider'>;
}

/** A span of the API of responses. */
export function responseResult(data: Members): InferenceResult {
  const response = membersOf(data['_response']);
  const responseId = textOf(data['response_id']);
  return {
    ...responsesApi.resultOf(response),
    ...(responseId !== undefined && { responseId }),
  };
}

/** A span of the API of chat completions, or of a model of another provider. */
export function generationResult(data: Members): InferenceResult {
  const [answer] = listOf(data['output']);
  const usage = tokenUsage(data['usage']);
  const found = answer?.['choices'] === undefined ? {} : chatApi.resultOf(answer);
  return { ...found, ...(usage !== undefined && { usage }) };
}

/** Returns the messages of a request, of either API. */
export function inputOf(data: Members): InputMessage[] | undefined {
  return data['type'] === 'response'
    ? inputItems(itemsOf(data['_input']))
    : Array.isArray(data['input'])
      ? inputMessages(data['input'])
      : undefined;
}

/** The SDK has names of its own for the items of the API of responses. */
function itemsOf(input: unknown): unknown {
  if (!Array.isArray(input)) return input;
  return listOf(input).map((item) => {
    const { callId, output } = item;
    if (item['type'] === 'function_call_result') {
      const { text } = membersOf(output);
      return { type: 'function_call_output', call_id: callId, output: text ?? output };
    }
    return callId === undefined ? item : { ...item, call_id: callId };
  });
}
