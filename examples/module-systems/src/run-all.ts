import type { Variant } from './variant.ts';

/** One after the other. Arguments of the program choose those whose name holds one of them. */
export async function runAll(variants: readonly Variant[]): Promise<void> {
  const wanted = process.argv.slice(2);
  for (const variant of variants) {
    if (wanted.length > 0 && !wanted.some((part) => variant.name.includes(part))) continue;
    const startMs = performance.now();
    const seconds = () => ((performance.now() - startMs) / 1000).toFixed(1);
    try {
      const words = await variant.run();
      console.log(`ok     ${variant.name} (${words ? `${words}, ` : ''}${seconds()} s)`);
    } catch (error) {
      console.log(`FAILED ${variant.name} (${seconds()} s)`);
      console.log(error);
      process.exitCode = 1;
    }
  }
}
