/** Identifies a library to an SDK: the three arguments of `getTracer`, `getMeter` and `getLogger`. */
export type ScopeIdentity = readonly [
  name: string,
  version: string | undefined,
  options: { schemaUrl: string } | undefined,
];
