/** Hooks that programs, which are JSON, name by `hook:<name>`. */
const hooks = {
  throws: () => {
    throw new Error('the hook failed');
  },
  'set attributes': (span, { request, route, layerType }) =>
    span.setAttributes({ 'hook.route': route, 'hook.type': layerType, 'hook.url': request.url }),
  'set the name': (span) => span.updateName('renamed'),
  'name by route': ({ request, route, layerType }, name) =>
    `${request.method} ${route} ${layerType} ${name}`,
  'no name': () => undefined,
  'is middleware - one': (name) => name === 'middleware - one',
};

/** Returns options with their hooks and regular expressions. */
export function evaluateConfig(config) {
  return Object.fromEntries(Object.entries(config).map(([name, value]) => [name, evaluate(value)]));
}

function evaluate(value) {
  if (Array.isArray(value)) return value.map(evaluate);
  if (typeof value !== 'string') return value;
  if (value.startsWith('regexp:')) return new RegExp(value.slice(7));
  return value.startsWith('hook:') ? hooks[value.slice(5)] : value;
}
