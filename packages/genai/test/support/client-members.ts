/** For tests of members of clients that are observed, and that the libraries do not document. */
import { diag, DiagLogLevel } from '@opentelemetry/api';

export const promiseMembers = ['responsePromise', 'parseResponse', 'asResponse', '_thenUnwrap'];
export const streamMembers = ['iterator', 'controller'];

type Members = Record<PropertyKey, unknown>;
type Method = (this: unknown, ...args: never[]) => unknown;

/** The promise of a client, as far as tests change what it brings. */
export interface DerivedPromise extends Promise<unknown> {
  _thenUnwrap(transform: (data: object) => unknown): unknown;
}

/** Returns an object that works as before, and hides one member, as if it had another name. */
export function withoutMember(value: object, hidden: string): object {
  return new Proxy(value, {
    get(target, name) {
      if (name === hidden) return undefined;
      const member: unknown = Reflect.get(target, name, target);
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
}

/** Changes what `create` of a resource returns. */
export function changeAnswers(
  resource: object,
  change: (promise: DerivedPromise) => unknown,
): void {
  const { create } = resource as { create: Method };
  (resource as Members)['create'] = (...args: never[]) =>
    change(create.apply(resource, args) as DerivedPromise);
}

/** Counts the calls of a method of one object. */
export function countCalls(object: object, name: string): { count: number } {
  const calls = { count: 0 };
  const method = (object as Members)[name] as Method;
  (object as Members)[name] = (...args: never[]) => {
    calls.count++;
    return method.apply(object, args);
  };
  return calls;
}

export async function readAll(stream: AsyncIterable<unknown>): Promise<unknown[]> {
  const chunks: unknown[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return chunks;
}

/** The ways to read a stream of a client. */
export const waysToRead: Readonly<Record<string, (stream: ReadableOnce) => Promise<unknown>>> = {
  'for await': readAll,
  'tee()': (stream) => Promise.all(stream.tee().map(readAll)),
  'toReadableStream()': (stream) =>
    new Response(stream.toReadableStream() as ReadableStream).text(),
};
interface ReadableOnce extends AsyncIterable<unknown> {
  tee(): AsyncIterable<unknown>[];
  toReadableStream(): unknown;
}

/** Returns a copy of an entry, which has not warned yet. */
export function copyOf<Entry>(name: string): Entry {
  let copy: Entry | undefined;
  jest.isolateModules(() => {
    copy = jest.requireActual<Entry & object>(name);
  });
  return copy!;
}

/** Collects the warnings of the API's logger from now on. */
export function collectWarnings(): string[] {
  const warnings: string[] = [];
  const silent = () => {};
  const warn = (message: string) => void warnings.push(message);
  const logger = { error: silent, warn, info: silent, debug: silent, verbose: silent };
  diag.setLogger(logger, { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true });
  return warnings;
}

const kLosses: Readonly<Record<string, string>> = {
  promises: 'calls whose promise is not awaited itself, as with asResponse() and helpers',
  streams: 'streams',
};

/** Returns the one warning that is expected. */
export function warningOf(
  entry: string,
  objects: 'promises' | 'streams',
  members: readonly string[],
  tested: string,
): string[] {
  return [
    `@otel-native/genai/${entry} does not record ${kLosses[objects]}: the ${objects} of this client lack ${members.join(', ')}. Tested with ${tested}`,
  ];
}
