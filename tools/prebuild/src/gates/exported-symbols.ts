import type { Gate } from './gate.ts';

/** What Node calls. A third one is there for each ABI. */
const entryPoints = ['napi_register_module_v1', 'node_api_module_get_api_version_v1'];

/** zig's linker for macOS cannot hide them: marks of the file, and operator new and delete, which are weak there. */
const kUnavoidableOnMac = /^(_mh_dylib_header|__dso_handle|_Zn[aw]m\w*|_Zd[al]Pv\w*)$/;

/** Only Node's entry points are exported, and they are: another addon or Node itself could be bound to anything else. */
export const exportedSymbols: Gate = (facts, { addon, release }) => {
  const expected = addon.usesV8 ? [`node_register_module_v${release.abi}`] : entryPoints;
  const isMac = facts.format === 'mach-o';
  const names = isMac ? facts.exports.map((name) => name.slice(1)) : facts.exports;
  return [
    ...expected.filter((name) => !names.includes(name)).map((name) => `does not export ${name}`),
    ...names
      .filter((name) => !expected.includes(name) && !(isMac && kUnavoidableOnMac.test(name)))
      .map((name) => `exports ${name}`),
  ];
};
