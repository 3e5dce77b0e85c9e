// Preload: a platform on which no addon loads.
process.dlopen = (_module, path) => {
  throw new Error(`cannot load ${path}`);
};
