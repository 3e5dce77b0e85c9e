/** No instrumentation: what the service costs by itself. */

/** @type {import('../driver.ts').StartServiceDriver} */
export function startDriver() {
  return { records: false, flush: async () => {}, shutdown: async () => {} };
}
