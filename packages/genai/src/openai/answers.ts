import type { InferenceResult } from '../operations/inference';
import { known, textOf, type Members } from '../clients/members';

/** What an answer, and every chunk of it, says of itself. */
export function headOf(answer: Members): InferenceResult {
  return {
    responseId: textOf(answer['id']),
    responseModel: textOf(answer['model']),
    attributes: known({
      'openai.response.service_tier': answer['service_tier'],
      'openai.response.system_fingerprint': answer['system_fingerprint'],
    }),
  };
}

/** The conventions ask for `error` where a reason was expected and never came. */
export function reasonOf(reason: unknown): string {
  return typeof reason === 'string' ? reason : 'error';
}

/** `json_object` and `json_schema` are JSON. */
export function formatOf(type: unknown): string | undefined {
  if (typeof type !== 'string') return undefined;
  return type.startsWith('json') ? 'json' : type;
}
