// Preload: no official package is installed beside the SDK; what lies below the working directory is.
const Module = require('node:module');

const resolveFilename = Module._resolveFilename;
Module._resolveFilename = function (request, ...rest) {
  const path = resolveFilename.call(this, request, ...rest);
  if (!/^@opentelemetry\/(exporter|configuration|propagator)/.test(request)) return path;
  if (path.startsWith(process.cwd())) return path;
  throw Object.assign(new Error(`Cannot find module '${request}'`), { code: 'MODULE_NOT_FOUND' });
};
