import { expectSame, type Program } from './support';

/** Each option of the official instrumentation, as its documentation lists them. */
const options: Record<string, Program['config']> = {
  'no option': {},
  'ignoreLayers, a text': { ignoreLayers: ['middleware - one'] },
  'ignoreLayers, a regular expression': { ignoreLayers: ['regexp:^request handler'] },
  'ignoreLayers, a function': { ignoreLayers: ['hook:is middleware - one'] },
  'ignoreLayers, a function that throws': { ignoreLayers: ['hook:throws'] },
  'ignoreLayers, several': { ignoreLayers: ['nothing', 'regexp:two$', 'router - /users/:id'] },
  'ignoreLayersType, middleware': { ignoreLayersType: ['middleware'] },
  'ignoreLayersType, router': { ignoreLayersType: ['router'] },
  'ignoreLayersType, request_handler': { ignoreLayersType: ['request_handler'] },
  'ignoreLayersType, all': { ignoreLayersType: ['middleware', 'router', 'request_handler'] },
  spanNameHook: { spanNameHook: 'hook:name by route' },
  'spanNameHook returns nothing': { spanNameHook: 'hook:no name' },
  'spanNameHook throws': { spanNameHook: 'hook:throws' },
  requestHook: { requestHook: 'hook:set attributes' },
  'requestHook changes the name': { requestHook: 'hook:set the name' },
  'requestHook throws': { requestHook: 'hook:throws' },
};

const handler = (name: string, does = 'next') => ({ name, does });
const layers = [
  { kind: 'middleware', handlers: [handler('one')] },
  { kind: 'middleware', path: '/users', handlers: [handler('two', 'next later')] },
  {
    kind: 'router',
    path: '/users',
    layers: [
      { kind: 'route', method: 'get', path: '/:id', handlers: [handler('show', 'answer')] },
      { kind: 'route', method: 'post', path: '/', handlers: [handler('create', 'throw')] },
    ],
  },
  { kind: 'route', method: 'all', path: '/', handlers: [handler('home', 'answer later')] },
  { kind: 'error handler', name: 'on error', does: 'answer' },
];
const requests = [
  [{ name: 'show', method: 'GET', path: '/users/7?q=1' }],
  [{ name: 'create', method: 'POST', path: '/users' }],
  [
    { name: 'home', method: 'GET', path: '/' },
    { name: 'nothing', method: 'GET', path: '/nothing' },
  ],
];

test.each([4, 5] as const)('Express %s: every option does the same', async (version) => {
  const programs = Object.values(options).map((config) => ({ config, layers, requests }));
  await expectSame(version, 'native', programs);
});
