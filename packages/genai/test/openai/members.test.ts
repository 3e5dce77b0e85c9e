/** Members of promises and streams that are observed, and that the library may rename in any version. */
import { diag } from '@opentelemetry/api';
import type * as entry from '@otel-native/genai/openai';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type OpenAI from 'openai';
import { VERSION as newestVersion } from 'openai/version';
import { VERSION as lowestVersion } from 'openai-5/version';
import {
  changeAnswers,
  collectWarnings,
  copyOf,
  countCalls,
  promiseMembers,
  readAll,
  streamMembers,
  warningOf,
  waysToRead,
  withoutMember,
  type DerivedPromise,
} from '../support/client-members';
import { clientOptions, libraries, withEachClient, type Case } from './clients';
import { startModelStub, type ModelStub } from './model-stub';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const chat = { model: 'gpt', messages: [{ role: 'user' as const, content: 'Is it warm?' }] };
const streamed = { ...chat, stream: true as const };

afterEach(() => diag.disable());

describe.each(Object.entries(libraries))('the members of %s', (_, library) => {
  let stub: ModelStub;
  let openai: OpenAI;
  beforeEach(async () => {
    stub = await startModelStub();
    openai = new library.OpenAI(clientOptions(stub));
  });
  afterEach(() => stub.close());

  test.each(promiseMembers)('a promise has %s', async (member) => {
    const promise = openai.chat.completions.create(chat);
    expect(promise).toHaveProperty([member]);
    await promise;
  });

  test('a promise reads the headers and parses the answer once', async () => {
    const promise = openai.chat.completions.create(chat);
    const { responsePromise } = promise as unknown as { responsePromise: object };
    const parses = countCalls(promise, 'parseResponse');
    const headers = countCalls(responsePromise, 'then');
    await promise;
    expect([parses.count, headers.count]).toEqual([1, 1]);
    await promise.withResponse();
    expect(parses.count).toBe(1);
  });

  test('helpers derive what they return', async () => {
    let derived = { count: 0 };
    changeAnswers(openai.chat.completions, (promise) => {
      derived = countCalls(promise, '_thenUnwrap');
      return promise;
    });
    await openai.chat.completions.parse(chat);
    expect(derived.count).toBe(1);
  });

  test.each(streamMembers)('a stream has %s', async (member) => {
    const stream = await openai.chat.completions.create(streamed);
    expect(stream).toHaveProperty([member]);
    expect(stream.controller.signal.aborted).toBe(false);
  });

  test.each(Object.keys(waysToRead))('a stream makes one iterator for %s', async (way) => {
    const stream = await openai.chat.completions.create(streamed);
    const iterators = countCalls(stream, 'iterator');
    await waysToRead[way]!(stream);
    expect(iterators.count).toBe(1);
  });
});

/** Runs a test with a client of another class, whose answers are changed, and a copy of the package that has not warned yet. */
function withChangedClient(
  title: string,
  change: (promise: DerivedPromise) => unknown,
  body: (one: Case & { readonly warnings: string[] }) => Promise<void>,
): void {
  withEachClient(title, async (one) => {
    const { library, options, stub } = one;
    class Changed extends library.OpenAI {
      constructor() {
        super(clientOptions(stub));
        changeAnswers(this.chat.completions, change);
      }
    }
    const warnings = collectWarnings();
    const { observeOpenAI } = copyOf<typeof entry>('@otel-native/genai/openai');
    await body({ ...one, openai: observeOpenAI(new Changed(), options), warnings });
  });
}

const warning = (objects: 'promises' | 'streams', members: readonly string[]) =>
  warningOf('openai', objects, members, `openai ${lowestVersion} to ${newestVersion}`);
const idsOf = async ({ sent }: Case) =>
  (await sent()).spans
    .filter(({ name }) => name === 'chat gpt')
    .map(({ attributes }) => attributes['gen_ai.response.id']);

for (const member of promiseMembers) {
  let returned: unknown;
  const hide = (promise: DerivedPromise) => (returned = withoutMember(promise, member));
  withChangedClient(`promises without ${member}: one warning`, hide, async (one) => {
    const { library, openai, warnings } = one;
    const promise = openai.chat.completions.create(chat);
    expect(promise).toBe(returned);
    expect(promise).toBeInstanceOf(library.APIPromise);
    expect(await promise).toMatchObject({ id: 'answer-1' });
    const stream = await openai.chat.completions.create(streamed);
    expect(await readAll(stream)).toHaveLength(5);
    // What is awaited is known.
    expect(await idsOf(one)).toEqual(['answer-1', 'answer-1']);

    if (member !== 'asResponse') {
      const raw = await openai.chat.completions.create(chat).asResponse();
      expect(await raw.json()).toMatchObject({ id: 'answer-1' });
      expect(await idsOf(one)).toEqual([]);
    }
    const { data, request_id } = await openai.chat.completions.create(chat).withResponse();
    expect([data.id, request_id]).toEqual(['answer-1', 'request-1']);
    const refused = openai.chat.completions.create({ ...chat, model: 'refusing' });
    await expect(refused).rejects.toBeInstanceOf(library.BadRequestError);
    expect(warnings).toEqual(warning('promises', [member]));
  });
}

for (const member of streamMembers) {
  let returned: unknown;
  const hide = (promise: DerivedPromise) =>
    promise._thenUnwrap((stream) => (returned = withoutMember(stream, member)));
  withChangedClient(`streams without ${member}: one warning`, hide, async (one) => {
    const { openai, warnings } = one;
    for (const way of ['for await', 'tee()']) {
      const stream = await openai.chat.completions.create(streamed);
      expect(stream).toBe(returned);
      expect(await waysToRead[way]!(stream)).not.toEqual([]);
    }
    expect(await idsOf(one)).toEqual([undefined, undefined]);
    expect(warnings).toEqual(warning('streams', [member]));
  });
}

const withoutParse = (promise: DerivedPromise) => withoutMember(promise, 'parseResponse');
withChangedClient('a stream outlives the promise that brought it', withoutParse, async (one) => {
  const stream = await one.openai.chat.completions.create({ ...chat, model: 'slow', stream: true });
  const iterator = stream[Symbol.asyncIterator]();
  await iterator.next();
  for (let turn = 0; turn < 5; turn++) {
    await new Promise((resolve) => setTimeout(resolve, 1));
    collectGarbage();
  }
  expect((await one.sent()).spans.filter(({ name }) => name === 'chat slow')).toEqual([]);
  await iterator.return!();
  expect((await one.sent()).spans.map(({ name }) => name)).toContain('chat slow');
});

const toPlainPromise = (promise: DerivedPromise) => promise.then((data) => data);
withChangedClient('a plain promise: one warning', toPlainPromise, async (one) => {
  const { openai, warnings } = one;
  expect(await openai.chat.completions.create(chat)).toMatchObject({ id: 'answer-1' });
  const refused = openai.chat.completions.create({ ...chat, model: 'refusing' });
  await expect(refused).rejects.toBeInstanceOf(one.library.BadRequestError);
  expect(await idsOf(one)).toEqual(['answer-1']);
  expect(warnings).toEqual(warning('promises', promiseMembers));
});
