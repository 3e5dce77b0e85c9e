import { expectSame, type Program } from './support';

/** Each option of `@fastify/otel`, as its documentation lists them. */
const options: Record<string, Program['config']> = {
  'no option': {},
  'ignorePaths, a path': { ignorePaths: '/a' },
  'ignorePaths, a part of a segment': { ignorePaths: '/a*' },
  'ignorePaths, anything below': { ignorePaths: '/p/**' },
  'ignorePaths, either': { ignorePaths: '/{a,7}' },
  'ignorePaths, a function': { ignorePaths: 'hook:ignore /a' },
  requestHook: { requestHook: 'hook:set request attributes' },
  'requestHook throws': { requestHook: 'hook:throws' },
  lifecycleHook: { lifecycleHook: 'hook:set attributes' },
  'lifecycleHook throws': { lifecycleHook: 'hook:throws' },
  'recordExceptions is false': { recordExceptions: false },
  'instrumentHooks is false': { instrumentHooks: false },
  'instrumentHooks is true': { instrumentHooks: true },
  'instrumentHooks, a list': { instrumentHooks: ['preHandler', 'onSend'] },
  'instrumentHandler is false': { instrumentHandler: false },
};

const hook = (name: string, does = 'call') => ({ hook: name, name: `own ${name}`, does });
const route = (url: string, does: string, config = {}) => ({
  method: 'GET',
  url,
  handler: { name: `at ${url}`, does },
  hooks: [hook('preHandler', 'promise')],
  config,
});
const scope = {
  hooks: [hook('onRequest'), hook('onSend'), hook('onError')],
  routes: [route('/a', 'return'), route('/a/b', 'throw'), route('/:id', 'reject')],
  notFound: {
    handler: { name: 'missing', does: 'send' },
    hooks: [hook('preValidation'), hook('preHandler')],
  },
  plugins: [
    {
      prefix: '/p',
      hooks: [hook('preValidation')],
      routes: [
        route('/off', 'return', { otel: false }),
        route('/on', 'answer 500', { otel: { instrumentHooks: true, instrumentHandler: true } }),
      ],
      plugins: [],
    },
  ],
};
const requests = ['/a', '/a?x=1', '/a/b', '/7', '/p/off', '/p/on', '/none/at/all'].map(
  (path, index) => [{ name: `0${index}`, method: 'GET', path }],
);

test.each([true, false])('every option does the same (within a server span: %s)', async (is) => {
  const programs = Object.values(options).map((config) => ({
    config,
    scope,
    requests,
    isWithinServerSpan: is,
  }));
  await expectSame('native', programs);
});
