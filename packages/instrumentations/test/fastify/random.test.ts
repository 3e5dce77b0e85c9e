import fc from 'fast-check';
import { applications } from './applications';
import { expectSame, namesIn, type Manager } from './support';

/** Applications in one run of a test. */
const kPrograms = 120;

/** Printed with a failure: `fc.sample` makes the same programs again from it. */
const seed = Date.now();

test.each<Manager>(['native', 'async-local-storage'])(
  '%s: random applications make the same spans',
  async (manager) => {
    const programs = fc.sample(applications, { numRuns: kPrograms, seed });
    try {
      const recorded = await expectSame(manager, programs);
      const names = recorded.flatMap(({ spans }) => spans.flatMap(namesIn));
      for (const kind of ['request', 'handler - ', 'onRequest - ', 'notFoundHandler - '])
        expect(names.filter((name) => name.startsWith(kind)).length).toBeGreaterThan(5);
    } catch (error) {
      throw new Error(`seed ${seed}`, { cause: error });
    }
  },
  180_000,
);
