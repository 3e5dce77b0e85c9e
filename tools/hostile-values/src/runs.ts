/** Seed and number of runs of a property; `HOSTILE_SEED` and `HOSTILE_RUNS` look further. */
export function hostileRuns(usual: number): { seed: number; numRuns: number } {
  return {
    seed: Number(process.env['HOSTILE_SEED'] ?? 20_260_301),
    numRuns: Number(process.env['HOSTILE_RUNS'] ?? usual),
  };
}
