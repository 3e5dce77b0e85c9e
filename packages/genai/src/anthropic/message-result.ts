import { textOf, type Members } from '../clients/members';
import type { InferenceResult } from '../operations/inference';
import { tokenUsage } from './token-usage';

/** Returns what a whole message says. */
export function resultOf(message: Members): InferenceResult {
  const reason = textOf(message['stop_reason']);
  return {
    responseId: textOf(message['id']),
    responseModel: textOf(message['model']),
    finishReasons: reason === undefined ? undefined : [reason],
    usage: tokenUsage(message['usage']),
  };
}
