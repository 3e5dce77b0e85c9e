import type { CallResult, GenAiCall } from '../calls/gen-ai-call';
import { membersOf } from './members';
import { missingMembers, warnOfMissing, type ClientLibrary } from './missing-members';
import type { ObservedApi } from './observed-api';
import { ObservedRequest, type ApiPromise } from './observed-request';

const isFunction = (member: unknown) => typeof member === 'function';

const kPromiseMembers = {
  responsePromise: (member: unknown) => isFunction(membersOf(member)['then']),
  parseResponse: isFunction,
  asResponse: isFunction,
  _thenUnwrap: isFunction,
};

/** Ends the call with what the client returned for it, which stays the same object and parses when it did. */
export function observePromise(
  promise: unknown,
  call: GenAiCall<CallResult>,
  api: ObservedApi,
  library: ClientLibrary,
): unknown {
  const request = new ObservedRequest(call, api, library);
  const missing = missingMembers(promise, kPromiseMembers);
  if (missing.length > 0) {
    // A method that the application overrides may return another promise, too.
    warnOfMissing('promises', missing, library);
    return request.watchUnknown(promise);
  }
  const known = promise as ApiPromise;
  request.watchHeaders(known.responsePromise);
  request.watchAnswer(known);
  return promise;
}
