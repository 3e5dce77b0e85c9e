/** The load generator, a process of its own: gets a `LoadPhase` over the channel to its parent and answers a `LoadResult`. */
import { Generator } from './generator.ts';
import type { LoadPhase } from './load-source.ts';

process.on('message', async (phase: LoadPhase) => {
  process.send?.(await new Generator(phase).run());
});
// The harness is gone: nobody would end this process.
process.on('disconnect', () => process.exit());
