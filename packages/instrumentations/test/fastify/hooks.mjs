/** Hooks that programs, which are JSON, name by `hook:<name>`. */
const hooks = {
  throws: () => {
    throw new Error('the hook failed');
  },
  'set request attributes': (span, request) => span.setAttribute('hook.url', request.url),
  'set attributes': (span, { hookName, handler, request }) =>
    span.setAttributes({ 'hook.seen': hookName, 'hook.handler': handler, 'hook.url': request.url }),
  'ignore /a': ({ url }) => url.startsWith('/a'),
};

/** Returns options with their hooks. */
export function evaluateConfig(config) {
  return Object.fromEntries(
    Object.entries(config).map(([name, value]) => [
      name,
      typeof value === 'string' && value.startsWith('hook:') ? hooks[value.slice(5)] : value,
    ]),
  );
}
