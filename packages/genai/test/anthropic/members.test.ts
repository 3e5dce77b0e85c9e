/** Members of promises and streams that are observed, and that the library may rename in any version. */
import type Anthropic from '@anthropic-ai/sdk';
import { VERSION as newestVersion } from '@anthropic-ai/sdk/version';
import { diag } from '@opentelemetry/api';
import type * as entry from '@otel-native/genai/anthropic';
import { VERSION as lowestVersion } from 'anthropic-0-60/version';
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
import { startMessagesStub, type MessagesStub } from './messages-stub';

const message = {
  model: 'claude',
  max_tokens: 100,
  messages: [{ role: 'user' as const, content: 'Is it warm?' }],
};
const streamed = { ...message, stream: true as const };

afterEach(() => diag.disable());

describe.each(Object.entries(libraries))('the members of client %s', (_, library) => {
  let stub: MessagesStub;
  let anthropic: Anthropic;
  beforeEach(async () => {
    stub = await startMessagesStub();
    anthropic = new library.Anthropic(clientOptions(stub));
  });
  afterEach(() => stub.close());

  test.each(promiseMembers)('a promise has %s', async (member) => {
    const promise = anthropic.messages.create(message);
    expect(promise).toHaveProperty([member]);
    await promise;
  });

  test('a promise reads the headers and parses the answer once', async () => {
    const promise = anthropic.messages.create(message);
    const { responsePromise } = promise as unknown as { responsePromise: object };
    const parses = countCalls(promise, 'parseResponse');
    const headers = countCalls(responsePromise, 'then');
    await promise;
    expect([parses.count, headers.count]).toEqual([1, 1]);
    await promise.withResponse();
    expect(parses.count).toBe(1);
  });

  test.each(streamMembers)('a stream has %s', async (member) => {
    const stream = await anthropic.messages.create(streamed);
    expect(stream).toHaveProperty([member]);
    expect(stream.controller.signal.aborted).toBe(false);
  });

  test.each(Object.keys(waysToRead))('a stream makes one iterator for %s', async (way) => {
    const stream = await anthropic.messages.create(streamed);
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
    const { library, providers, stub } = one;
    class Changed extends library.Anthropic {
      constructor() {
        super(clientOptions(stub));
        changeAnswers(this.messages, change);
      }
    }
    const warnings = collectWarnings();
    const { observeAnthropic } = copyOf<typeof entry>('@otel-native/genai/anthropic');
    const { meterProvider } = providers;
    await body({ ...one, anthropic: observeAnthropic(new Changed(), { meterProvider }), warnings });
  });
}

const warning = (objects: 'promises' | 'streams', members: readonly string[]) =>
  warningOf(
    'anthropic',
    objects,
    members,
    `@anthropic-ai/sdk ${lowestVersion} to ${newestVersion}`,
  );

/** Returns the number of calls that have ended, by the model that they say has answered. */
async function answeredBy({ sent }: Case): Promise<Record<string, number>> {
  const points = (await sent()).points.filter(
    ({ name }) => name === 'gen_ai.client.inference.duration',
  );
  return Object.fromEntries(
    points.map(({ attributes, count = 0 }) => [String(attributes['gen_ai.response.model']), count]),
  );
}

for (const member of promiseMembers) {
  let returned: unknown;
  const hide = (promise: DerivedPromise) => (returned = withoutMember(promise, member));
  withChangedClient(`promises without ${member}: one warning`, hide, async (one) => {
    const { library, anthropic, warnings } = one;
    const promise = anthropic.messages.create(message);
    expect(promise).toBe(returned);
    expect(promise).toBeInstanceOf(library.APIPromise);
    expect(await promise).toMatchObject({ id: 'msg_1' });
    const stream = await anthropic.messages.create(streamed);
    expect(await readAll(stream)).not.toEqual([]);
    // What is awaited is known.
    expect(await answeredBy(one)).toEqual({ 'model-1': 2 });

    if (member !== 'asResponse') {
      const raw = await anthropic.messages.create(message).asResponse();
      expect(await raw.json()).toMatchObject({ id: 'msg_1' });
      expect(await answeredBy(one)).toEqual({ 'model-1': 2 });
    }
    const { data, request_id } = await anthropic.messages.create(message).withResponse();
    expect([data.id, request_id]).toEqual(['msg_1', 'request-1']);
    const refused = anthropic.messages.create({ ...message, model: 'refusing' });
    await expect(refused).rejects.toBeInstanceOf(library.BadRequestError);
    expect(warnings).toEqual(warning('promises', [member]));
  });
}

for (const member of streamMembers) {
  let returned: unknown;
  const hide = (promise: DerivedPromise) =>
    promise._thenUnwrap((stream) => (returned = withoutMember(stream, member)));
  withChangedClient(`streams without ${member}: one warning`, hide, async (one) => {
    const { anthropic, warnings } = one;
    for (const way of ['for await', 'tee()']) {
      const stream = await anthropic.messages.create(streamed);
      expect(stream).toBe(returned);
      expect(await waysToRead[way]!(stream)).not.toEqual([]);
    }
    expect(await answeredBy(one)).toEqual({ undefined: 2 });
    expect(warnings).toEqual(warning('streams', [member]));
  });
}
