/** Builds Fastify applications from their descriptions: see applications.ts. */

/** What a handler does. */
const answers = {
  return: () => ({ answer: 1 }),
  'return later': async () => {
    await new Promise(setImmediate);
    return 'later';
  },
  send: (_request, reply) => void reply.send('sent'),
  'send later': (_request, reply) => void setImmediate(() => reply.send('sent later')),
  'return the reply': async (_request, reply) => {
    setImmediate(() => reply.send('reply'));
    return reply;
  },
  throw: () => {
    throw new Error('thrown');
  },
  reject: async () => {
    throw Object.assign(new TypeError('rejected'), { statusCode: 422 });
  },
  'send an error': (_request, reply) => void reply.send(new Error('sent')),
  'answer 500': (_request, reply) => void reply.code(500).send('broken'),
  'answer 404': (_request, reply) => void reply.callNotFound(),
  redirect: (_request, reply) => void reply.redirect('/elsewhere'),
};

/** What a hook does with its last argument, the callback. */
const callbacks = {
  call: (done) => done(),
  'call later': (done) => void setImmediate(done),
  fail: (done) => done(new Error('failed')),
};

/** Hooks that get a payload before the callback. */
const kWithPayload = new Set(['preParsing', 'preSerialization', 'onSend']);

function hookOf(hook, { does, name }, note) {
  const isPromise = does.startsWith('promise');
  const seen = () => note(`in ${hook} ${name}`);
  const run = (done) => {
    seen();
    callbacks[does](done);
  };
  if (isPromise) {
    const settle = async () => {
      seen();
      await undefined;
      if (does === 'promise that fails') throw new Error('rejected by a hook');
    };
    return kWithPayload.has(hook) || hook === 'onError'
      ? named(name, (_request, _reply, payload) => settle().then(() => payload))
      : named(name, (_request, _reply) => settle());
  }
  if (hook === 'onError') return named(name, (_request, _reply, _error, done) => run(done));
  return kWithPayload.has(hook)
    ? named(name, (_request, _reply, payload, done) => run((error) => done(error ?? null, payload)))
    : named(name, (_request, _reply, done) => run(done));
}

function named(name, fn) {
  return Object.defineProperty(fn, 'name', { value: name });
}

function handlerOf({ does, name }, note) {
  const answer = answers[does];
  const run = (request, reply) => {
    note(`in ${name}`);
    return answer(request, reply);
  };
  return named(name, run);
}

/** Adds hooks, routes and plugins to an instance. */
export async function addScope(instance, scope, note) {
  for (const one of scope.hooks) instance.addHook(one.hook, hookOf(one.hook, one, note));
  if (scope.notFound !== undefined) {
    const { handler, hooks = [] } = scope.notFound;
    const options = Object.fromEntries(hooks.map((one) => [one.hook, hookOf(one.hook, one, note)]));
    if (hooks.length > 0) instance.setNotFoundHandler(options, handlerOf(handler, note));
    else instance.setNotFoundHandler(handlerOf(handler, note));
  }
  for (const { method, url, handler, hooks, config } of scope.routes) {
    const options = Map.groupBy(hooks, ({ hook }) => hook);
    const own = Object.fromEntries(
      [...options].map(([hook, all]) => [hook, all.map((one) => hookOf(hook, one, note))]),
    );
    instance.route({
      method,
      url,
      config,
      ...own,
      handler: handlerOf(handler, note),
    });
  }
  for (const { prefix, ...plugin } of scope.plugins)
    await instance.register((child) => addScope(child, plugin, note), { prefix });
}
