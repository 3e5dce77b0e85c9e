import fc from 'fast-check';
import { applications, type ExpressVersion } from './applications';
import type { SpanNode } from './differences';
import { expectSame, type Manager } from './support';

/** Applications in one run of a test. */
const kPrograms = 200;

/** Printed with a failure: `fc.sample` makes the same programs again from it. */
const seed = Date.now();

test.each<[ExpressVersion, Manager]>([
  [4, 'native'],
  [5, 'native'],
  [5, 'async-local-storage'],
])(
  'Express %s, %s: random applications make the same spans',
  async (version, manager) => {
    const programs = fc.sample(applications(version), { numRuns: kPrograms, seed });
    try {
      const recorded = await expectSame(version, manager, programs);
      const names = recorded.flatMap(({ spans }) => spans.flatMap(namesIn));
      for (const type of ['middleware', 'router', 'request handler'])
        expect(names.filter((name) => name.startsWith(`${type} - `)).length).toBeGreaterThan(50);
    } catch (error) {
      throw new Error(`seed ${seed}`, { cause: error });
    }
  },
  180_000,
);

function namesIn({ name, children }: SpanNode): string[] {
  return [name, ...children.flatMap(namesIn)];
}
