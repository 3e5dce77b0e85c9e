/** What every variant measured, one entry a round. */
export type Rounds<Variant extends string, Figures> = Record<Variant, Figures[]>;

/**
 * Runs the variants one after the other, and that `rounds` times: A B C A B C …, so that what the machine does
 * meanwhile meets all of them.
 */
export async function runInterleaved<Variant extends string, Figures>(
  variants: readonly Variant[],
  rounds: number,
  run: (variant: Variant, round: number) => Promise<Figures>,
): Promise<Rounds<Variant, Figures>> {
  const results = Object.fromEntries(
    variants.map((variant) => [variant, [] as Figures[]]),
  ) as Rounds<Variant, Figures>;
  for (let round = 1; round <= rounds; round++) {
    for (const variant of variants) results[variant].push(await run(variant, round));
  }
  return results;
}
