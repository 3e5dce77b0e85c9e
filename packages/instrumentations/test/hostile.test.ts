import { runProgram } from './support';

const kAnswers = [200, 'hello', 417];

test.each(['tracer', 'startSpan', 'span', 'meter', 'propagator'])(
  'requests are answered although hooks, the logger and the %s throw',
  async (part) => {
    expect(await runProgram('hostile.mjs', part)).toEqual(kAnswers);
  },
);

test('requests are answered although async hooks reject', async () => {
  expect(await runProgram('hostile.mjs', 'async hooks')).toEqual(kAnswers);
});

interface Seen {
  /** How the request ended without an instrumentation, and with one. */
  readonly plain: unknown;
  readonly recorded: unknown;
  readonly spans: readonly string[];
  /** The name of each captured header, and the length of its value. */
  readonly lengths: readonly string[];
  /** Spans that never ended. */
  readonly open: number;
}

describe('requests that are hostile', () => {
  const kBoth = ['server GET 200  0', 'client GET 200  0'];
  const kDestroyed = ['server GET 200  0', 'client GET  Error 2'];
  const seen = (ends: unknown, spans: readonly string[], lengths: readonly string[] = []) => ({
    plain: ends,
    recorded: ends,
    spans,
    lengths,
    open: 0,
  });
  const kLengths = ['http.request.header.x-long 100000', 'http.response.header.x-long 6'];
  let all: Record<string, Seen>;
  beforeAll(async () => {
    all = await runProgram('hostile-requests.mjs');
  });

  test.each<[string, Seen]>([
    ['a long header', seen(200, kBoth, kLengths)],
    ['many headers', seen(200, kBoth, ['http.request.header.x-999 1'])],
    ['a symbol as method', seen('ERR_INVALID_ARG_TYPE', [])],
    ['an agent whose getters throw', seen('trap', [])],
    ['options whose getters throw', seen('trap', [])],
    ['options without a text', seen(200, kBoth)],
    ['a URL with another prototype', seen('ECONNREFUSED', ['client GET  Error 2'])],
    ['a subclass of URL whose getters throw', seen('trap', [])],
    ['a response that a hook destroys', { ...seen('ECONNRESET', kDestroyed), plain: 200 }],
    [
      'a request that a hook destroys',
      { ...seen('ECONNRESET', ['client GET  Error 2']), plain: 200 },
    ],
    ['a server that is closed by its request', seen('ECONNRESET', kDestroyed)],
    ['an abort while headers are sent', seen('ABORT_ERR', ['client GET  AbortError 2'])],
    [
      'an abort while headers are received',
      seen('ABORT_ERR', ['server GET 200  0', 'client GET  AbortError 2']),
    ],
    [
      'a hook that makes requests',
      seen(200, [...Array<string>(5).fill('server GET 200  0'), 'client GET 200  0']),
    ],
  ])('%s: it ends as without an instrumentation, and its spans are true', (name, expected) => {
    expect(all[name]).toEqual(expected);
  });
});

test('what the hooks of undici request is not recorded, and calls no hooks', async () => {
  expect(await runProgram('undici-hooks.mjs')).toEqual({ requests: 5, spans: 1 });
});
