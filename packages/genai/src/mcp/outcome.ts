import type { Attributes } from '@opentelemetry/api';
import { errorDetails } from '../values/error-details';
import { memberOf, textOf, type Response } from './messages';

/** How a call ended. A call that succeeded has no `errorType`. */
export interface Outcome {
  readonly errorType?: string | undefined;
  /** The status description: the message of the JSON-RPC error. */
  readonly message?: string | undefined;
  /** The code of the JSON-RPC error. */
  readonly statusCode?: string | undefined;
}

export const kSuccess: Outcome = {};
/** The transport closed before an answer. */
export const kConnectionClosed: Outcome = { errorType: 'connection_closed' };
/** More calls waited for an answer than are kept. */
export const kForgotten: Outcome = { errorType: 'unanswered' };

export function outcomeOfResponse({ result, error }: Response): Outcome {
  if (error !== undefined) {
    const code = memberOf(error, 'code');
    const statusCode = typeof code === 'number' ? String(code) : undefined;
    return { errorType: statusCode ?? '_OTHER', statusCode, message: textOf(error, 'message') };
  }
  // The text of the result says more, and is content.
  return memberOf(result, 'isError') === true ? { errorType: 'tool_error' } : kSuccess;
}

export function outcomeOfError(error: unknown): Outcome {
  const { type, message } = errorDetails(error);
  return { errorType: type, message };
}

/** Both generations of the SDK cancel a request that timed out, and say so in the reason alone. */
export function outcomeOfCancellation(reason: unknown): Outcome {
  const text = typeof reason === 'string' ? reason : errorDetails(reason).message;
  return { errorType: /timed out|timeout/i.test(text) ? 'timeout' : 'cancelled' };
}

export function outcomeAttributes({ errorType, statusCode }: Outcome): Attributes {
  return {
    ...(errorType !== undefined && { 'error.type': errorType }),
    ...(statusCode !== undefined && { 'rpc.response.status_code': statusCode }),
  };
}
