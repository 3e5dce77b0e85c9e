// No telemetry: what the service costs by itself.

/** @type {import('../src/demo/telemetry.ts').Telemetry} */
export const telemetry = {
  spanCounts: () => undefined,
  shutdown: async () => {},
};
