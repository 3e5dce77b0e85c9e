/** How many random programs each logger plays, and from which seed. `.ci/full` plays 10,000. */
export const kPrograms = Number(process.env['BRIDGE_PROGRAMS'] ?? 250);

export const programsSetting = {
  numRuns: kPrograms,
  seed: Number(process.env['BRIDGE_SEED'] ?? 18),
};

/** A busy machine plays five programs a second. */
export const kTimeoutMillis = Math.max(240_000, 200 * kPrograms);
