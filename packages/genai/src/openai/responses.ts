import type { InferenceOptions, InferenceResult } from '../operations/inference';
import { formatOf, headOf } from './answers';
import { known, listOf, membersOf, textOf, type Members } from '../clients/members';
import { reportedError, type ObservedApi } from '../clients/observed-api';
import { inputItems, outputItems, systemInstructions, toolDefinitions } from './responses-content';
import { ResponseCollector } from './responses-collector';
import { tokenUsage } from './token-usage';

/** `client.responses`. */
export const responsesApi: ObservedApi<InferenceResult> = {
  start: (genAi, body, provider) => genAi.inference.start({ ...provider, ...optionsOf(body) }),
  resultOf: responseResult,
  failureOf: responseFailure,
  collector: (keepsContent) => new ResponseCollector(keepsContent, responseResult, responseFailure),
};

function optionsOf(body: Members): Omit<InferenceOptions, 'provider'> {
  const tier = body['service_tier'];
  const prompt = membersOf(body['prompt']);
  // The core checks the types of values, and counts the wrong ones.
  const parameters = {
    model: body['model'],
    stream: body['stream'],
    temperature: body['temperature'],
    topP: body['top_p'],
    maxTokens: body['max_output_tokens'],
    reasoningLevel: membersOf(body['reasoning'])['effort'],
    outputType: formatOf(membersOf(membersOf(body['text'])['format'])['type']),
    previousResponseId: body['previous_response_id'],
    conversationId: conversationOf(body['conversation']),
    promptName: prompt['id'],
    promptVersion: prompt['version'],
  } as Omit<InferenceOptions, 'provider'>;
  return {
    ...parameters,
    attributes: known({
      'openai.api.type': 'responses',
      'openai.request.service_tier': tier === 'auto' ? undefined : tier,
    }),
    inputMessages: () => inputItems(body['input']),
    systemInstructions: () => systemInstructions(body['instructions']),
    toolDefinitions: () => toolDefinitions(body['tools']),
  };
}

function responseResult(response: Members): InferenceResult {
  const reason = finishReason(response);
  return {
    ...headOf(response),
    conversationId: conversationOf(response['conversation']),
    ...(reason !== undefined && { finishReasons: [reason] }),
    ...(hasItem(response, 'compaction') && { isCompacted: true }),
    usage: tokenUsage(response['usage']),
    outputMessages: () => outputItems(response['output']),
  };
}

function responseFailure(response: Members): Error | undefined {
  if (response['status'] !== 'failed') return undefined;
  const { code = 'failed', message } = membersOf(response['error']);
  return reportedError({ code, message });
}

/** Translates the status of a response into the finish reasons of the API of chats. */
function finishReason(response: Members): string | undefined {
  const { status, incomplete_details } = response;
  switch (status) {
    case 'completed':
      return ['function_call', 'custom_tool_call'].some((type) => hasItem(response, type))
        ? 'tool_calls'
        : 'stop';
    case 'incomplete': {
      const reason = textOf(membersOf(incomplete_details)['reason']);
      return reason === 'max_output_tokens' ? 'length' : (reason ?? 'error');
    }
    case 'failed':
    case 'cancelled':
      return 'error';
    default:
      // It runs in the background: `queued`, `in_progress`.
      return undefined;
  }
}

function hasItem(response: Members, type: string): boolean {
  return listOf(response['output']).some((item) => item['type'] === type);
}

function conversationOf(conversation: unknown): string | undefined {
  return textOf(conversation) ?? textOf(membersOf(conversation)['id']);
}
