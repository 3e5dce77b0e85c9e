import { floorPlans } from './floors.mjs';

/** Paths of a package's rooms, as a pattern. */
const roomsOf = (name, rooms) => `^packages/${name}/src/(${rooms.join('|')})(/|$)`;

/** What a package's floor plan forbids, as rules of dependency-cruiser. */
function rulesOf([name, { floors, apart = [] }]) {
  const upwards = floors.slice(1).map((rooms, index) => ({
    name: `${name}: ${rooms.join(', ')} imports what lies above it`,
    from: { path: roomsOf(name, rooms) },
    to: { path: roomsOf(name, floors.slice(0, index + 1).flat()) },
  }));
  const across = apart.map((room) => ({
    name: `${name}: ${room} imports another signal`,
    from: { path: roomsOf(name, [room]) },
    to: {
      path: roomsOf(
        name,
        apart.filter((other) => other !== room),
      ),
    },
  }));
  const unknown = {
    name: `${name}: a folder or file without a floor in tools/lint/floors.mjs`,
    from: { path: `^packages/${name}/src/`, pathNot: roomsOf(name, floors.flat()) },
    to: {},
  };
  return [...upwards, ...across, unknown];
}

export default {
  forbidden: [
    {
      name: 'files import each other in a circle, perhaps for types alone',
      from: {},
      to: { circular: true },
    },
    {
      name: 'folders import each other in a circle, perhaps for types alone',
      scope: 'folder',
      from: { path: '^(packages|tools)/[^/]+/src' },
      to: { circular: true },
    },
    {
      name: 'a package imports a tool',
      from: { path: '^packages/[^/]+/src/' },
      to: { path: '^(tools|benchmarks|examples)/' },
    },
    ...Object.entries(floorPlans).flatMap(rulesOf),
  ].map((rule) => ({ severity: 'error', ...rule })),
  options: {
    // Imports of types count.
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(node_modules|dist|build|temp)/' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require'] },
  },
};
