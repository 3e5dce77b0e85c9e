/** Hooks that programs, which are JSON, name by `hook:<name>`. */
const hooks = {
  'ignore /status': ({ path, url }) => (path ?? url).startsWith('/status'),
  'apply attribute': (span, request, response) =>
    span.setAttribute('hook.apply', `${request.method} ${response.statusCode}`),
  'ignore nothing': () => false,
  throws: () => {
    throw new Error('the hook failed');
  },
  'set hook.request': (span) => span.setAttribute('hook.request', 'called'),
  'set hook.response': (span) => span.setAttribute('hook.response', 'called'),
  'set status': (span) => span.setAttribute('http.response.status_code', 1),
  'start with attributes': () => ({
    'hook.start': 1,
    'server.address': 'changed',
    'url.path': '/',
  }),
  'start with nothing': () => undefined,
};

/** Returns the options of a program with its hooks. */
export function evaluateConfig(config) {
  return Object.fromEntries(
    Object.entries(config).map(([name, value]) => [
      name,
      typeof value === 'string' && value.startsWith('hook:') ? hooks[value.slice(5)] : value,
    ]),
  );
}
