/** Builds applications from their descriptions: see applications.ts. */

/** Returns a function for a layer, named as the description says. */
function handlerOf({ does, name }, world) {
  const run = actions[does] ?? actions.next;
  const handler = {
    [name](request, response, next) {
      world.note(`in ${name}`);
      return run(request, response, next, world, name);
    },
  }[name];
  return handler;
}

const actions = {
  next: (_request, _response, next) => next(),
  'next later': (_request, _response, next) => setImmediate(next),
  'next in a promise': async (_request, _response, next) => {
    await undefined;
    next();
  },
  'next in another span': (_request, _response, next, world, name) => world.within(name, next),
  'next with an error': (_request, _response, next) => next(new Error('passed on')),
  'next with a text': (_request, _response, next) => next('a text'),
  'next with an error later': (_request, _response, next) =>
    setImmediate(next, new TypeError('passed on later')),
  'next route': (_request, _response, next) => next('route'),
  'next router': (_request, _response, next) => next('router'),
  throw: () => {
    throw new Error('thrown');
  },
  'throw a number': () => {
    throw 42;
  },
  reject: async (_request, _response, next) => {
    // Express 4 leaves the rejection to the process.
    await undefined;
    next(new Error('rejected'));
  },
  answer: (_request, response) => end(response, 200),
  'answer later': (_request, response) => void setImmediate(end, response, 201),
  'answer 500': (_request, response) => end(response, 500),
  'answer and go on': (_request, response, next) => {
    end(response, 200);
    next();
  },
  redirect: (_request, response) => response.redirect('/elsewhere'),
  destroy: (_request, response) => void response.socket?.destroy(),
  'change the URL': (request, _response, next) => {
    request.url = '/a/b';
    next();
  },
};

function end(response, status) {
  if (!response.headersSent) response.status(status).send('answer');
}

function errorHandlerOf({ does, name }, world) {
  return (error, _request, response, next) => {
    world.note(`in ${name}`);
    if (does === 'answer') end(response, 503);
    else if (does === 'forgive') next();
    else next(error);
  };
}

/** Turns the JSON form of a path into what Express takes. */
function pathOf(path) {
  if (Array.isArray(path)) return path.map(pathOf);
  return path?.startsWith?.('regexp:') ? new RegExp(path.slice(7)) : path;
}

/** Adds layers to an application or a router. */
export function addLayers(target, layers, world) {
  for (const layer of layers) addLayer(target, layer, world);
  return target;
}

function addLayer(target, layer, world) {
  const { express } = world;
  const at = layer.path === undefined ? [] : [pathOf(layer.path)];
  switch (layer.kind) {
    case 'middleware':
      return target.use(...at, ...layer.handlers.map((one) => handlerOf(one, world)));
    case 'error handler':
      return target.use(...at, errorHandlerOf(layer, world));
    case 'router':
      return target.use(...at, addLayers(express.Router(layer.options), layer.layers, world));
    case 'application':
      return target.use(...at, addLayers(express(), layer.layers, world));
    case 'route':
      return target[layer.method](...at, ...layer.handlers.map((one) => handlerOf(one, world)));
    case 'chain':
      return layer.methods.reduce(
        (route, method) => route[method](...layer.handlers.map((one) => handlerOf(one, world))),
        target.route(...at),
      );
  }
}
