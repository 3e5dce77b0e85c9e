// Prints the packages whose CommonJS modules are loaded.
const names = Object.keys(require.cache).map((path) =>
  path.replace(/^.*node_modules\/((@[^/]+\/)?[^/]+)\/.*$/, '$1'),
);
console.log(JSON.stringify([...new Set(names)].filter((name) => !name.includes('.'))));
