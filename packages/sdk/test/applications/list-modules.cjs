// Preload: prints at the exit which packages and which of Node's modules for networks were loaded, whichever way.
const { registerHooks } = require('node:module');

const packages = new Set();
registerHooks({
  load(url, context, nextLoad) {
    const [, name] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(url) ?? [];
    if (name !== undefined) packages.add(name);
    return nextLoad(url, context);
  },
});
process.on('exit', () => {
  const isLoaded = (name) => process.moduleLoadList.includes(`NativeModule ${name}`);
  const builtins = ['http', 'https', 'http2', 'tls', 'zlib'].filter(isLoaded);
  process.stdout.write(`\nloaded ${JSON.stringify({ packages: [...packages].sort(), builtins })}`);
});
