import { builtinModules } from 'node:module';
import type { Plugin } from 'rollup';

const kPrefix = '\0builtin:';

/** Functions of modules that few processes need: these load their module when they are called. */
const kLate: Readonly<Record<string, readonly string[]>> = {
  child_process: ['exec', 'execFile'],
  crypto: ['randomUUID'],
  'timers/promises': ['setTimeout'],
  util: ['inspect'],
  v8: ['getHeapSpaceStatistics'],
};

/**
 * Takes Node's own modules through `process.getBuiltinModule()` instead of importing them. An `import` reads every property
 * of such a module, and many of those are getters that load others: `import … from 'fs'` loads streams and the promises,
 * `import … from 'crypto'` Web Crypto (docs/performance.md, Start-up).
 */
export function builtins(): Plugin {
  const names = new Set(builtinModules);
  return {
    name: 'builtins',
    resolveId(source) {
      const name = source.replace(/^node:/, '');
      return names.has(name) ? { id: kPrefix + name, moduleSideEffects: false } : null;
    },
    load: (id) => (id.startsWith(kPrefix) ? moduleOf(id.slice(kPrefix.length)) : null),
  };
}

function moduleOf(name: string): string {
  const module = process.getBuiltinModule(name) as object;
  const late = kLate[name] ?? [];
  const own = `process.getBuiltinModule(${JSON.stringify(name)})`;
  const identifiers = Object.keys(module).filter(
    (key) => /^[A-Za-z]\w*$/.test(key) && key !== 'default',
  );
  const exported = identifiers.map((key) =>
    late.includes(key)
      ? `export const ${key} = /* @__PURE__ */ ${lateFunction(`${own}.${key}`)};`
      : `export const ${key} = /* @__PURE__ */ (() => ${own}.${key})();`,
  );
  return [...exported, `export default /* @__PURE__ */ (() => ${own})();`].join('\n');
}

/** `promisify()` makes of it what it makes of the function itself. */
function lateFunction(name: string): string {
  const promisify = `process.getBuiltinModule("util").promisify(${name})`;
  return `Object.assign((...args) => ${name}(...args), { [Symbol.for("nodejs.util.promisify.custom")]: (...args) => ${promisify}(...args) })`;
}
