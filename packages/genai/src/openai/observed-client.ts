import { idleCall } from '../calls/idle-call';
import type { GenAi } from '../operations/gen-ai';
import { quietly } from '../telemetry/quietly';
import { chatApi } from './chat';
import { embeddingsApi } from './embeddings';
import { membersOf, type Members } from '../clients/members';
import type { ObservedApi } from './observed-api';
import { observePromise } from './observed-promise';
import { providerOf } from './provider';
import { responsesApi } from './responses';

type Method = (this: unknown, ...args: unknown[]) => unknown;

/** What a client is recorded with. */
export interface Recording {
  readonly genAi: GenAi;
  /** Undefined for the name that the client's address tells. */
  readonly provider: string | undefined;
}

/** Marks observed clients, for all copies of this package. */
const kObserved = Symbol.for('otel-native.genai.openai.1');

/**
 * Observes a client by methods of its own, in front of those of its class. It stays the object that it is, with its class and its private
 * fields.
 */
export function observeClient(client: object, recording: Recording): void {
  const members = client as Members;
  if (kObserved in client) return;
  define(client, kObserved, true);
  const { chat, responses, embeddings } = members;
  observeApi(membersOf(chat)['completions'], chatApi, members, recording);
  observeApi(responses, responsesApi, members, recording);
  observeApi(embeddings, embeddingsApi, members, recording);
  const { withOptions } = members;
  if (typeof withOptions !== 'function') return;
  define(client, 'withOptions', function (this: unknown, ...args: unknown[]) {
    const copy: unknown = (withOptions as Method).apply(this, args);
    quietly(() => observeClient(copy as object, recording));
    return copy;
  });
}

/** The helpers of the client (`parse`, `stream`, `runTools`) call `create` too. */
function observeApi(
  resource: unknown,
  api: ObservedApi,
  client: Members,
  { genAi, provider }: Recording,
): void {
  const create = membersOf(resource)['create'];
  if (typeof create !== 'function') return;
  define(resource as object, 'create', function (this: unknown, ...args: unknown[]) {
    const request = () => (create as Method).apply(this, args);
    const start = () => api.start(genAi, membersOf(args[0]), providerOf(client, provider));
    const call = quietly(start) ?? idleCall;
    if (!call.isRecording) return request();
    let promise: unknown;
    try {
      promise = call.run(request);
    } catch (error) {
      call.fail(error);
      throw error;
    }
    return observePromise(promise, call, api);
  });
}

function define(target: object, name: PropertyKey, value: unknown): void {
  Object.defineProperty(target, name, { value, configurable: true, writable: true });
}
