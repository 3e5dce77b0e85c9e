import type { kinds } from 'option-check';
import { idleCall } from '../calls/idle-call';
import type { GenAi } from '../operations/gen-ai';
import { quietly } from '../telemetry/quietly';
import { runInside } from '../telemetry/run-inside';
import { membersOf, type Members } from './members';
import type { ClientLibrary } from './missing-members';
import type { ObservedApi, Provider } from './observed-api';
import { observePromise } from './observed-promise';

type Method = (this: unknown, ...args: unknown[]) => unknown;

/** What a client is recorded with. */
export interface ClientRecording {
  /** Marks observed clients, for all copies of this package. */
  readonly mark: symbol;
  readonly library: ClientLibrary;
  readonly genAi: GenAi;
  /** Returns whom the client reaches now: its address may change. */
  providerOf(client: Members): Provider;
  /** Returns the objects whose method `create` makes calls, and how these are recorded. */
  apisOf(client: Members): readonly (readonly [resource: unknown, api: ObservedApi])[];
}

/** What an entry for clients takes: a client with at least one API that makes calls. */
export function clientKind(
  expected: string,
  resourcesOf: (client: Members) => readonly unknown[],
): kinds.OptionKind {
  return {
    expected,
    accepts: (client) =>
      resourcesOf(membersOf(client)).some((resource) => createOf(resource) !== undefined),
  };
}

/**
 * Observes a client by methods of its own, in front of those of its class. It stays the object that it is, with its class and its private
 * fields.
 */
export function observeClient(client: object, recording: ClientRecording): void {
  const members = client as Members;
  if (recording.mark in client) return;
  define(client, recording.mark, true);
  for (const [resource, api] of recording.apisOf(members)) {
    observeApi(resource, api, members, recording);
  }
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
  { library, genAi, providerOf }: ClientRecording,
): void {
  const create = createOf(resource);
  if (create === undefined) return;
  define(resource as object, 'create', function (this: unknown, ...args: unknown[]) {
    const request = () => create.apply(this, args);
    const start = () => api.start(genAi, membersOf(args[0]), providerOf(client));
    const call = quietly(start) ?? idleCall;
    if (!call.isRecording) return request();
    let promise: unknown;
    try {
      promise = runInside((run) => call.run(run), request);
    } catch (error) {
      call.fail(error);
      throw error;
    }
    return observePromise(promise, call, api, library);
  });
}

function createOf(resource: unknown): Method | undefined {
  const { create } = membersOf(resource);
  return typeof create === 'function' ? (create as Method) : undefined;
}

function define(target: object, name: PropertyKey, value: unknown): void {
  Object.defineProperty(target, name, { value, configurable: true, writable: true });
}
