import fc from 'fast-check';

const name = fc.constantFrom('one', 'two', '');
const hookKinds = [
  'onRequest',
  'preParsing',
  'preValidation',
  'preHandler',
  'preSerialization',
  'onSend',
  'onResponse',
  'onError',
];

const hook = fc.record({
  hook: fc.constantFrom(...hookKinds),
  name,
  does: fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom('call', 'call later', 'promise') },
    { weight: 1, arbitrary: fc.constantFrom('fail', 'promise that fails') },
  ),
});
/** Hooks that may not fail: an error in them has nowhere to go. */
const hooks = fc.array(
  hook.map((one) =>
    one.hook === 'onError' || one.hook === 'onResponse' ? { ...one, does: 'call' } : one,
  ),
  { maxLength: 3 },
);

const handler = fc.record({
  name,
  does: fc.constantFrom(
    'return',
    'return later',
    'send',
    'send later',
    'return the reply',
    'throw',
    'reject',
    'send an error',
    'answer 500',
    'answer 404',
    'redirect',
  ),
});

const config = fc.constantFrom(
  {},
  {},
  {},
  { otel: false },
  { otel: { instrumentHandler: false } },
  { otel: { instrumentHooks: false } },
  { otel: { instrumentHooks: ['preHandler', 'nothing'] } },
);

const kUrls = ['/', '/a', '/:id', '/a/b', '/b/*'];
const routes = fc.uniqueArray(
  fc.record({
    method: fc.constantFrom<string | string[]>('GET', 'POST', ['GET', 'POST']),
    url: fc.constantFrom(...kUrls),
    handler,
    hooks,
    config,
  }),
  { maxLength: 3, selector: ({ url }) => url },
);

const notFound = fc.option(
  fc.record({
    handler: handler.map((one) => (one.does === 'answer 404' ? { ...one, does: 'send' } : one)),
    hooks: fc.uniqueArray(
      hook.filter((one) => one.hook === 'preValidation' || one.hook === 'preHandler'),
      { maxLength: 2, selector: (one) => one.hook },
    ),
  }),
  { nil: undefined },
);

const plugin = fc.record({
  prefix: fc.constantFrom('/p', '/q'),
  hooks,
  routes,
  plugins: fc.constant([]),
});
const scope = fc.record({
  hooks,
  routes,
  notFound,
  plugins: fc.uniqueArray(plugin, { maxLength: 2, selector: (one) => one.prefix }),
});

const requests = fc
  .array(
    fc.array(
      fc.record(
        {
          method: fc.constantFrom('GET', 'POST', 'HEAD'),
          path: fc.constantFrom(
            '/',
            '/a',
            '/a?x=1',
            '/7',
            '/a/b',
            '/b/c/d',
            '/p/a',
            '/p/7',
            '/q/',
            '/none/at/all',
          ),
          body: fc.constantFrom('{"a":1}', 'not JSON'),
        },
        { requiredKeys: ['method', 'path'] },
      ),
      { minLength: 1, maxLength: 3 },
    ),
    { minLength: 1, maxLength: 3 },
  )
  .map((groups) =>
    groups.map((group, first) =>
      group.map((one, second) => {
        const { body, ...rest } = one;
        return {
          name: `${first}${second}`,
          ...rest,
          ...(one.method === 'POST' && body !== undefined && { body }),
        };
      }),
    ),
  );

export const applications = fc.record({
  config: fc.constant({}),
  scope,
  requests,
  isWithinServerSpan: fc.boolean(),
});
