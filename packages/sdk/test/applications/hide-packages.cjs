// Preload: the packages in HIDDEN_PACKAGES, a list with commas, are not installed.
const Module = require('node:module');

const hidden = process.env.HIDDEN_PACKAGES.split(',');
const resolveFilename = Module._resolveFilename;
Module._resolveFilename = function (request, ...rest) {
  if (hidden.includes(request)) {
    throw Object.assign(new Error(`Cannot find module '${request}'`), { code: 'MODULE_NOT_FOUND' });
  }
  return resolveFilename.call(this, request, ...rest);
};
