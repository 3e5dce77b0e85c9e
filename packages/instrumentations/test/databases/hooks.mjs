/** Hooks that programs, which are JSON, name by `hook:<name>`. */
const hooks = {
  throws: () => {
    throw new Error('the hook failed');
  },
  'name alone': (name) => name,
  'name and arguments': (name, args) => [name, ...args].join(' '),
  'no text': () => null,
  'upper case': (query) => query.toUpperCase(),
  'count rows': (span, { queryResults }) =>
    span.setAttribute('hook.rows', Array.isArray(queryResults) ? queryResults.length : -1),
  'set the reply': (span, name, args, reply) =>
    span.setAttributes({
      'hook.name': name,
      'hook.args': args.length,
      'hook.reply': String(reply),
    }),
};

export function evaluateConfig(config) {
  return Object.fromEntries(
    Object.entries(config).map(([name, value]) => [
      name,
      typeof value === 'string' ? hooks[value.slice('hook:'.length)] : value,
    ]),
  );
}
